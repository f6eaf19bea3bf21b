import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { capAccount } from "../../../shared/ledger/account.ts";
import type { Ledger } from "../../../shared/ledger/ledger.ts";
import { headroom } from "../../../shared/permits/instruments.ts";
import { tonneMonthsByYear } from "../../../shared/permits/issue.ts";
import { shortageWith } from "../../../shared/permits/shortage.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type allocationsEndpoints, allocationsFacts } from "../contract.ts";
import { allocationsLifecycles } from "../lifecycles.ts";
import type { AllocationsPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import type { Plan } from "../rows.ts";
import { planStated, planView } from "../views.ts";
import { planOfBureau } from "./plan-of-bureau.ts";
import { checkTermAhead, objectionsUntil } from "./plan-rules.ts";

/**
 * Publishes a drafted plan: its window for objections opens, and the consumer of the fact tells every unit. That the caps have room for it is
 * checked but not taken: approval takes it.
 */
export function publishAllocationPlan(ports: AllocationsPorts, call: Call<typeof allocationsEndpoints.publishAllocationPlan>) {
  const { own, clock, ledger } = ports;
  const { caller, params } = call;
  return runCommand<ReturnType<typeof planView>, AllocationsRefusal>(ports, call, async () => {
    const found = planOfBureau(await own.plan(params.planId), caller);
    if (!found.ok) return found;
    const plan = found.value;
    const state = next(allocationsLifecycles.plan, plan.state, "publishAllocationPlan");
    if (!state.ok) return state;
    if (plan.lines === 0) return refuse({ code: "plan-empty" });
    const at = clock.now();
    const ahead = checkTermAhead(plan, dayOf(at));
    if (!ahead.ok) return ahead;
    const room = await checkHeadroom(ledger, plan);
    if (!room.ok) return room;
    const until = objectionsUntil(plan, at);
    const published: Plan = { ...plan, state: state.value, publishedAt: at, objectionsUntil: until, version: plan.version + 1 };
    const envelope = factEnvelopeOf(caller, at, { parties: [], areas: [plan.area] });
    return accept({
      response: planView(published),
      writes: [own.planPut(published), own.state(allocationsFacts.planPublished, { ...envelope, data: planStated(published) })],
    });
  });
}

/** Whether the caps have room for a plan now; refused with the first year that lacks it, and what is missing. */
async function checkHeadroom(ledger: Pick<Ledger, "position">, plan: Plan): Promise<Outcome<true, AllocationsRefusal>> {
  const needed = plan.totals.flatMap(({ pollutant, pool, tonnes }) =>
    [...tonneMonthsByYear({ ...plan, tonnes })].map(([year, required]) => ({ pollutant, pool, tonnes, year, required })),
  );
  const room = await Promise.all(
    needed.map(({ pollutant, pool, year }) => ledger.position(capAccount(pool), headroom(pollutant, pool, year))),
  );
  for (const [place, each] of needed.entries()) {
    const available = room[place]?.available ?? each.required.mul(0);
    if (available.lt(each.required)) return refuse(shortageWith({ code: "no-headroom", ...each }, available));
  }
  return accept(true);
}
