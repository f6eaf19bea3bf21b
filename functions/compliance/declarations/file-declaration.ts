import type { Call } from "../../../shared/http/api-handler.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type complianceEndpoints, complianceFacts } from "../contract.ts";
import type { CompliancePorts } from "../ports.ts";
import type { ComplianceRefusal } from "../problems.ts";
import { checkAmounts, checkNextVersion, checkYear, joinedBy } from "./declaration-rules.ts";
import { declarationLifecycles } from "./lifecycles.ts";
import type { Declaration } from "./store.ts";
import { declarationStated, declarationView } from "./views.ts";

const { declaration: lifecycle } = declarationLifecycles;
type View = ReturnType<typeof declarationView>;

/** Drafts a version of what a site of the caller discharged. */
export function draftDeclaration(ports: CompliancePorts, call: Call<typeof complianceEndpoints.draftDeclaration>) {
  const { clock, own, members } = ports;
  const { caller, body } = call;
  return runCommand<View, ComplianceRefusal>(ports, call, async () => {
    const { siteId, pollutant, year: yearDeclared } = body;
    const [party, site, year] = await Promise.all([
      members.party(caller.partyId),
      members.site(caller.partyId, siteId),
      own.declaredYear(body),
    ]);
    if (!party || !site) return refuse({ code: "not-found" });
    const at = clock.now();
    const latest = year && (await own.declaration(year.latestId));
    for (const checked of [checkYear(yearDeclared, at), checkAmounts(body), checkNextVersion(year, latest, body)]) {
      if (!checked.ok) return checked;
    }
    const number = (year?.number ?? 0) + 1;
    const row: Declaration = {
      ...{ declarationId: newId(at), siteId, pollutant, year: yearDeclared, number },
      ...{ siteName: site.name, partyId: party.partyId, partyName: party.name, creditCode: party.creditCode },
      ...{ area: site.area, licenceNumber: site.licenceNumber },
      ...(body.corrects !== undefined && { corrects: body.corrects, correctionReason: body.correctionReason }),
      ...{ tonnes: body.tonnes, aboveLimitTonnes: body.aboveLimitTonnes, method: body.method, evidence: body.evidence },
      ...{ state: "draft", workedOnBy: [caller.subject], changedAt: at, version: 1 },
    };
    const { acceptedId } = year ?? {};
    const next = {
      latestId: row.declarationId,
      number,
      ...(acceptedId !== undefined && { acceptedId }),
      version: (year?.version ?? 0) + 1,
    };
    return accept({ response: declarationView(row), writes: [own.declarationPut(row), own.declaredYearPut(row, next)] });
  });
}

/** Changes a draft or what was returned, which is a draft again. */
export function changeDeclaration(ports: CompliancePorts, call: Call<typeof complianceEndpoints.changeDeclaration>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<View, ComplianceRefusal>(ports, call, async () => {
    const before = await own.declaration(params.declarationId);
    if (before?.partyId !== caller.partyId) return refuse({ code: "not-found" });
    const state = next(lifecycle, before.state, "changeDeclaration");
    if (!state.ok) return state;
    const checked = checkAmounts(body);
    if (!checked.ok) return checked;
    const row: Declaration = {
      ...withoutDecision(before),
      ...body,
      ...{ state: state.value, changedAt: clock.now(), version: before.version + 1 },
      workedOnBy: joinedBy(before.workedOnBy, caller.subject),
    };
    return accept({ response: declarationView(row), writes: [own.declarationPut(row)] });
  });
}

/** Submits a draft to the bureau. */
export function submitDeclaration(ports: CompliancePorts, call: Call<typeof complianceEndpoints.submitDeclaration>) {
  const { clock, own } = ports;
  const { caller, params } = call;
  return runCommand<View, ComplianceRefusal>(ports, call, async () => {
    const before = await own.declaration(params.declarationId);
    if (before?.partyId !== caller.partyId) return refuse({ code: "not-found" });
    const state = next(lifecycle, before.state, "submitDeclaration");
    if (!state.ok) return state;
    const at = clock.now();
    const row: Declaration = {
      ...before,
      ...{ state: state.value, changedAt: at, version: before.version + 1 },
      workedOnBy: joinedBy(before.workedOnBy, caller.subject),
    };
    const envelope = factEnvelopeOf(caller, at, { parties: [row.partyId], areas: [row.area] });
    const fact = own.state(complianceFacts.dischargeDeclared, { ...envelope, data: declarationStated(row) });
    return accept({ response: declarationView(row), writes: [own.declarationPut(row), fact] });
  });
}

function withoutDecision({ decision: _decision, documentNumber: _number, ...row }: Declaration): Declaration {
  return row;
}
