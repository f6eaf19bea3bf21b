import type { Call } from "../../../../shared/http/api-handler.ts";
import { next } from "../../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../../shared/store/transaction.ts";
import { type allowancesEndpoints, allowancesFacts } from "../contract.ts";
import { entitlement, preAllocation } from "../figures.ts";
import { allowancesLifecycles } from "../lifecycles.ts";
import { checkVintage } from "../plans/decide-plan.ts";
import { accountOfLine, type BeyondTotal, beyondTotal, withLeft } from "../plans/plan-total.ts";
import type { AllocationPorts } from "../ports.ts";
import type { AllowancesRefusal } from "../problems.ts";
import type { AllowanceObjection } from "../rows.ts";
import { sources } from "../rules.ts";
import { allocationStatedOf, allowanceObjectionView, areasOfAllocation, instrumentOfPlan } from "../views.ts";
import { allocationOfBureau, type PlannedLine } from "./allocation-of-bureau.ts";
import { finalFigure } from "./entitled.ts";
import { settle } from "./settle.ts";
import { verifiedReport } from "./verified.ts";

type AnswerCall = Call<typeof allowancesEndpoints.answerAllowanceObjection>;
type Writes = Outcome<readonly WriteFragment<BeyondTotal>[], AllowancesRefusal>;

/** Answers an objection, by two persons. Where it is upheld, the figure is computed anew, and what was allocated is settled with the answer. */
export async function answerAllowanceObjection(ports: AllocationPorts, call: AnswerCall) {
  const { own, clock, ledger } = ports;
  const { caller, params, body } = call;
  const outcome = await runCommand<ReturnType<typeof allowanceObjectionView>, AllowancesRefusal>(ports, call, async () => {
    const found = await allocationOfBureau(own, params.allocationId, caller);
    if (!found.ok) return found;
    const { plan, line } = found.value;
    const objection = await own.allowanceObjection({ ...line, objectionId: params.objectionId });
    if (!objection) return refuse({ code: "not-found" });
    if (objection.state !== "open") return refuse({ code: "allowance-objection-answered", state: objection.state });
    const inState = next(allowancesLifecycles.allowancePlan, plan.state, "answerAllowanceObjection");
    if (!inState.ok) return inState;
    const { upheld, reason } = body;
    if (upheld !== (body.historic !== undefined || body.outputs !== undefined)) {
      return refuse({ code: "basis-not-wanted", source: sources.objection });
    }
    const state = next(
      allowancesLifecycles.allowanceObjection,
      objection.state,
      "answerAllowanceObjection",
      upheld ? "upheld" : "dismissed",
    );
    if (!state.ok) return state;
    const at = clock.now();
    const answered: AllowanceObjection = { ...objection, state: state.value, reason, answeredAt: at, version: objection.version + 1 };
    const closed = { ...line, objectionOpen: false };
    const settled: Writes = upheld
      ? await upheldWrites(ports, call, { plan, line: closed })
      : accept([own.allowanceLinePut({ ...closed, version: line.version + 1 })]);
    if (!settled.ok) return settled;
    const envelope = factEnvelopeOf(caller, at, { parties: [line.partyId], areas: areasOfAllocation(plan, line) });
    const { state: outcomeOf, ...stated } = allowanceObjectionView(answered);
    const data = { ...allocationStatedOf(plan, line), ...stated, outcome: outcomeOf, reason, answeredAt: at };
    return accept({
      response: allowanceObjectionView(answered),
      writes: [
        own.allowanceObjectionPut(answered),
        own.state(allowancesFacts.allowanceObjectionAnswered, { ...envelope, data }),
        ...settled.value,
      ],
    });
  });
  if (outcome.ok) return outcome;
  const { refusal } = outcome;
  if (refusal.code !== "plan-total-exceeded") return outcome;
  const found = await allocationOfBureau(own, params.allocationId, caller);
  if (!found.ok || found.value.plan.state !== "in-force") return outcome;
  return refuse(await withLeft(ledger, accountOfLine(found.value.line), instrumentOfPlan(found.value.plan), refusal));
}

/** What an upheld objection writes: the line with its new basis, and what settles it where something was allocated. */
async function upheldWrites(ports: AllocationPorts, { caller, body }: AnswerCall, { plan, line }: PlannedLine): Promise<Writes> {
  const { own, clock } = ports;
  const at = clock.now();
  const { historic, outputs, ...rest } = line;
  const changed = { ...rest, ...(body.historic && { historic: body.historic }), ...(body.outputs && { outputs: body.outputs }) };
  const whole = entitlement(plan, changed);
  if (!whole.ok) return whole;
  if (plan.state === "published") {
    const figureTonnes = (plan.figureTonnes ?? whole.value.issueTonnes.mul(0)).minus(line.entitledTonnes).plus(whole.value.issueTonnes);
    const available = plan.totalTonnes.minus(plan.reserveTonnes);
    if (figureTonnes.gt(available)) return refuse(beyondTotal(plan.planId, figureTonnes, available));
    const { tonnes: figure, issueTonnes: entitledTonnes } = whole.value;
    return accept([
      own.allowanceLinePut({ ...changed, figure, entitledTonnes, version: line.version + 1 }),
      own.allowancePlanPut({ ...plan, figureTonnes, version: plan.version + 1 }),
    ]);
  }
  const lasting = checkVintage(plan, at);
  if (!lasting.ok) return lasting;
  const report = await verifiedReport(own, line.partyId, plan.year);
  const final = line.state === "allocated";
  const figure = final ? finalFigure(plan, line, changed, report) : whole;
  if (!figure.ok) return figure;
  const entitled = final || line.entrant ? figure.value.issueTonnes : preAllocation(plan, figure.value);
  const settled = await settle(ports, plan, changed, {
    ...{ kind: "objection", figure: figure.value, entitled, documentNumber: line.documentNumber, reason: body.reason },
    ...(final && report && { verified: report.tco2 }),
    envelope: factEnvelopeOf(caller, at, { parties: [], areas: [] }),
    objectionsUntil: line.objectionsUntil ?? at,
  });
  return accept(settled.writes);
}
