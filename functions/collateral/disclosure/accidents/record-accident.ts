import type { Call } from "../../../../shared/http/api-handler.ts";
import { dayOf, plusMonths } from "../../../../shared/kernel/calendar.ts";
import { newId } from "../../../../shared/kernel/ids.ts";
import { next } from "../../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { ownOrInArea, scopeOf } from "../../../../shared/members/scope.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import type { CollateralPorts } from "../../ports.ts";
import type { CollateralRefusal } from "../../problems.ts";
import { accidentYears } from "../disclosure-rules.ts";
import { accidentLifecycle } from "../lifecycles.ts";
import type { Accident } from "../rows.ts";
import { type accidentEndpoints, accidentFacts } from "./contract.ts";

type AccidentView = ReturnType<typeof accidentView>;

/** The last day on which an accident keeps from pledging. */
function excludesUntil({ happenedOn }: Pick<Accident, "happenedOn">): string {
  return plusMonths(happenedOn, accidentYears * 12);
}

/** An accident as facts state it. */
function stated({ accidentId, partyId, partyName, creditCode, siteId, siteName, area, happenedOn, documentNumber, reason }: Accident) {
  const ofSite = { ...(siteId !== undefined && { siteId }), ...(siteName !== undefined && { siteName }) };
  return { accidentId, partyId, partyName, creditCode, ...ofSite, area, happenedOn, documentNumber, reason };
}

function accidentView(row: Accident) {
  const { state, recordedAt, withdrawnAt, withdrawalDocument, withdrawalReason } = row;
  return {
    ...{ ...stated(row), state, excludesUntil: excludesUntil(row), recordedAt },
    ...(withdrawnAt !== undefined && { withdrawnAt }),
    ...(withdrawalDocument !== undefined && { withdrawalDocument }),
    ...(withdrawalReason !== undefined && { withdrawalReason }),
  };
}

/** Records a major accident of a member, or of one of its sites. */
export function recordAccident(ports: CollateralPorts, call: Call<typeof accidentEndpoints.recordAccident>) {
  const { clock, own, members } = ports;
  const { caller, body } = call;
  const { partyId, siteId, happenedOn, documentNumber, reason } = body;
  return runCommand<AccidentView, CollateralRefusal>(ports, call, async () => {
    const [party, site] = await Promise.all([members.party(partyId), siteId === undefined ? undefined : members.site(partyId, siteId)]);
    const area = site?.area ?? party?.area;
    if (!party || (siteId !== undefined && !site) || area === undefined || !scopeOf(caller).answersFor(area))
      return refuse({ code: "not-found" });
    const recordedAt = clock.now();
    const today = dayOf(recordedAt);
    if (happenedOn > today) return refuse({ code: "accident-to-come", happenedOn, today });
    const row: Accident = {
      accidentId: newId(recordedAt),
      ...{ partyId, partyName: party.name, creditCode: party.creditCode, ...(site && { siteId: site.siteId, siteName: site.name }) },
      ...{ area, happenedOn, documentNumber, reason, state: "recorded", recordedAt, version: 1 },
    };
    const envelope = factEnvelopeOf(caller, recordedAt, { parties: [partyId], areas: [area] });
    const data = { ...stated(row), excludesUntil: excludesUntil(row) };
    return accept({
      response: accidentView(row),
      writes: [...own.accidentPut(row), own.state(accidentFacts.accidentRecorded, { ...envelope, data })],
    });
  });
}

/** Withdraws a record. */
export function withdrawAccident(ports: CollateralPorts, call: Call<typeof accidentEndpoints.withdrawAccident>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<AccidentView, CollateralRefusal>(ports, call, async () => {
    const accident = await own.accident(params.accidentId);
    if (!accident || !scopeOf(caller).answersFor(accident.area)) return refuse({ code: "not-found" });
    const state = next(accidentLifecycle, accident.state, "withdrawAccident");
    if (!state.ok) return state;
    const withdrawnAt = clock.now();
    const withdrawal = { withdrawalDocument: body.documentNumber, withdrawalReason: body.reason };
    const row: Accident = { ...accident, state: state.value, withdrawnAt, ...withdrawal, version: accident.version + 1 };
    const envelope = factEnvelopeOf(caller, withdrawnAt, { parties: [row.partyId], areas: [row.area] });
    return accept({
      response: accidentView(row),
      writes: [
        ...own.accidentPut(row),
        own.state(accidentFacts.accidentWithdrawn, { ...envelope, data: { ...stated(row), ...withdrawal } }),
      ],
    });
  });
}

/** Lists records of accidents. */
export async function listAccidents({ own }: CollateralPorts, { caller, query }: Call<typeof accidentEndpoints.listAccidents>) {
  const page = await ownOrInArea(caller, query, own.accidentsOfParty, own.accidentsIn);
  return page.ok ? accept({ response: { ...page.value, items: page.value.items.map(accidentView) } }) : page;
}

/** Reads a record. */
export async function readAccident({ own }: CollateralPorts, { caller, params }: Call<typeof accidentEndpoints.readAccident>) {
  const found = await own.accident(params.accidentId);
  if (!found || !scopeOf(caller).sees({ partyId: found.partyId, areas: [found.area] })) return refuse({ code: "not-found" });
  return accept({ response: accidentView(found) });
}
