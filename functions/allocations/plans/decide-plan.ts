import type { Call } from "../../../shared/http/api-handler.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { planAccount } from "../../../shared/ledger/account.ts";
import type { Ledger } from "../../../shared/ledger/ledger.ts";
import { allocatePermits, type PermitIssueRefusal } from "../../../shared/permits/issue.ts";
import { areaOfPool } from "../../../shared/permits/pools.ts";
import { explainShortage } from "../../../shared/permits/shortage.ts";
import { type IdempotencyConflict, runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type allocationsEndpoints, allocationsFacts } from "../contract.ts";
import { allocationsLifecycles, planGuards } from "../lifecycles.ts";
import type { AllocationsPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import type { Plan } from "../rows.ts";
import { planStated, planView } from "../views.ts";
import { planOfBureau } from "./plan-of-bureau.ts";
import { checkDecision, checkTermLeft } from "./plan-rules.ts";

/**
 * Approves or rejects a published plan, by two persons. Approval moves every tonne of the plan from the caps to the plan's account in one
 * transaction, so that plans which are approved at the same time never pass a cap together; the consumer of the fact moves it on to the lines.
 */
export async function decideAllocationPlan(ports: AllocationsPorts, call: Call<typeof allocationsEndpoints.decideAllocationPlan>) {
  const { own, clock, ledger } = ports;
  const { caller, params, body } = call;
  const outcome = await runCommand<ReturnType<typeof planView>, AllocationsRefusal>(ports, call, async () => {
    const found = planOfBureau(await own.plan(params.planId), caller);
    if (!found.ok) return found;
    const plan = found.value;
    const { approved, documentNumber: decisionNumber, reason } = body;
    const state = next(
      allocationsLifecycles.plan,
      plan.state,
      "decideAllocationPlan",
      approved ? planGuards.approved : planGuards.rejected,
    );
    if (!state.ok) return state;
    const at = clock.now();
    const ready = checkDecision(plan, at);
    if (!ready.ok) return ready;
    const decided: Plan = { ...plan, state: state.value, decidedAt: at, decisionNumber, reason, version: plan.version + 1 };
    const areas = [...new Set([plan.area, ...plan.totals.map(({ pool }) => areaOfPool(pool))])];
    const envelope = factEnvelopeOf(caller, at, { parties: [], areas });
    const data = { ...planStated(decided), reason };
    if (!approved) {
      const rejected = own.state(allocationsFacts.planRejected, { ...envelope, data });
      return accept({ response: planView(decided), writes: [own.planPut(decided), rejected] });
    }
    const inTerm = checkTermLeft(plan, at);
    if (!inTerm.ok) return inTerm;
    const entry = ledger.newEntry<PermitIssueRefusal>({ ...envelope, cause: { kind: "allocation-plan", reference: plan.planId } });
    for (const total of plan.totals) allocatePermits(entry, { ...plan, ...total, to: planAccount(plan.planId) });
    return accept({
      response: planView(decided),
      writes: [
        own.planPut(decided),
        own.state(allocationsFacts.planApproved, { ...envelope, data }),
        // A plan that renews nothing moves nothing.
        ...(plan.totals.length > 0 ? entry.writes() : []),
      ],
    });
  });
  return explained(ledger, outcome);
}

/** Adds to a shortage of headroom what is available and how much is missing. */
async function explained<Value>(
  ledger: Ledger,
  outcome: Outcome<Value, AllocationsRefusal | IdempotencyConflict>,
): Promise<Outcome<Value, AllocationsRefusal | IdempotencyConflict>> {
  return outcome.ok || outcome.refusal.code !== "no-headroom" ? outcome : refuse(await explainShortage(ledger, outcome.refusal));
}
