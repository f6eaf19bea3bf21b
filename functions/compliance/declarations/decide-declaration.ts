import type { Call } from "../../../shared/http/api-handler.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next, stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { type ScopedCaller, scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { type complianceEndpoints, complianceFacts } from "../contract.ts";
import type { CompliancePorts } from "../ports.ts";
import type { ComplianceRefusal } from "../problems.ts";
import { checkOwnWork } from "./declaration-rules.ts";
import { declarationLifecycles } from "./lifecycles.ts";
import type { Declaration } from "./store.ts";
import { declarationStated, declarationView } from "./views.ts";

const { declaration: lifecycle } = declarationLifecycles;
type View = ReturnType<typeof declarationView>;

/** Accepts what a site discharged, in the place of the version that it corrects, or returns it. */
export function decideDeclaration(ports: CompliancePorts, call: Call<typeof complianceEndpoints.decideDeclaration>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<View, ComplianceRefusal>(ports, call, async () => {
    const before = await inArea(ports, caller, params.declarationId);
    if (!before) return refuse({ code: "not-found" });
    const state = next(lifecycle, before.state, "decideDeclaration", body.accepted ? "own-work" : "returned with a reason");
    if (!state.ok) return state;
    const ownWork = checkOwnWork(before, caller.subject);
    if (!ownWork.ok) return ownWork;
    const { reason, documentNumber } = body;
    if (!body.accepted && reason === undefined) return refuse({ code: "return-needs-reason" });
    const at = clock.now();
    const decided = { state: state.value, documentNumber, changedAt: at, version: before.version + 1 };
    const row: Declaration = { ...before, ...decided, ...(!body.accepted && { decision: reason }) };
    const envelope = factEnvelopeOf(caller, at, { parties: [row.partyId], areas: [row.area] });
    const stated = { ...declarationStated(row), documentNumber };
    if (!body.accepted) {
      const returned = { ...envelope, data: { ...stated, reason: required(reason, "reason") } };
      return accept({
        response: declarationView(row),
        writes: [own.declarationPut(row), own.state(complianceFacts.dischargeReturned, returned)],
      });
    }
    return accept({
      response: declarationView(row),
      writes: [
        own.declarationPut(row),
        ...(await acceptedInstead(ports, row, at)),
        own.state(complianceFacts.dischargeAccepted, { ...envelope, data: stated }),
      ],
    });
  });
}

/** The writes by which a version takes the place of the one that it corrects. */
async function acceptedInstead({ own }: CompliancePorts, row: Declaration, at: string): Promise<WriteFragment<ComplianceRefusal>[]> {
  const year = required(await own.declaredYear(row), "declarations of the year");
  const next = own.declaredYearPut(row, { ...year, acceptedId: row.declarationId, version: year.version + 1 });
  const corrected = row.corrects === undefined ? undefined : await own.declaration(row.corrects);
  // It may have been reversed while its correction waited.
  if (corrected?.state !== "accepted") return [next];
  const state = stateAfter(lifecycle, corrected.state, "correct", "a version that names it is accepted");
  return [next, own.declarationPut({ ...corrected, state, changedAt: at, version: corrected.version + 1 })];
}

/** Takes the acceptance of a declaration back. */
export function reverseDeclaration(ports: CompliancePorts, call: Call<typeof complianceEndpoints.reverseDeclaration>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<View, ComplianceRefusal>(ports, call, async () => {
    const before = await inArea(ports, caller, params.declarationId);
    if (!before) return refuse({ code: "not-found" });
    const state = next(lifecycle, before.state, "reverseDeclaration");
    if (!state.ok) return state;
    const ownWork = checkOwnWork(before, caller.subject);
    if (!ownWork.ok) return ownWork;
    const { reason, documentNumber } = body;
    const at = clock.now();
    const row: Declaration = {
      ...before,
      state: state.value,
      decision: reason,
      documentNumber,
      changedAt: at,
      version: before.version + 1,
    };
    const { acceptedId: _reversed, ...year } = required(await own.declaredYear(row), "declarations of the year");
    const envelope = factEnvelopeOf(caller, at, { parties: [row.partyId], areas: [row.area] });
    return accept({
      response: declarationView(row),
      writes: [
        own.declarationPut(row),
        own.declaredYearPut(row, { ...year, version: year.version + 1 }),
        own.state(complianceFacts.dischargeReversed, { ...envelope, data: { ...declarationStated(row), reason, documentNumber } }),
      ],
    });
  });
}

/** A declaration of a site in the caller's area that its member has submitted: drafts are nobody else's. */
async function inArea({ own }: CompliancePorts, caller: ScopedCaller, declarationId: string): Promise<Declaration | undefined> {
  const found = await own.declaration(declarationId);
  return found && found.state !== "draft" && scopeOf(caller).answersFor(found.area) ? found : undefined;
}
