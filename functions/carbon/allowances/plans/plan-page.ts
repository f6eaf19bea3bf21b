import { retryWhileStale, stale } from "../../../../shared/store/retry.ts";
import type { AllowancePage } from "../contract.ts";
import type { AllowancePagePorts } from "../ports.ts";
import type { AllowanceLine, AllowancePlan, AllowancePlanState } from "../rows.ts";
import { announce } from "./announce.ts";
import { preAllocate } from "./pre-allocate.ts";

/** What one step does with entities: it commits as many as it can at once, those done before among them, and says how many. */
interface Step {
  /** States of a plan in which the step has something to do. */
  readonly while: readonly AllowancePlanState[];
  readonly run: (ports: AllowancePagePorts, plan: AllowancePlan, lines: readonly AllowanceLine[]) => Promise<number | typeof stale>;
}

/** Entities of a page: a few transactions of them, so that reading and asking for the next page cost little beside. */
const linesOfPage = 96;

const steps: Readonly<Record<AllowancePage["step"], Step>> = {
  announce: { while: ["published"], run: announce },
  "pre-allocate": { while: ["allocating"], run: preAllocate },
};

/**
 * Does the next page of a plan's entities and asks for the one after it. A page that was done before changes nothing, so that a message may
 * come twice, late or after another; one that failed halfway comes again.
 */
export async function doAllowancePage(ports: AllowancePagePorts, { planId, step, after }: AllowancePage): Promise<void> {
  const { own, pages } = ports;
  const { while: states, run } = steps[step];
  const last = await retryWhileStale("a page of an allowance plan", async () => {
    const plan = await own.allowancePlan(planId);
    if (!plan || !states.includes(plan.state)) return undefined;
    const lines = await own.allowanceLinesAfter(planId, after, linesOfPage);
    let left: readonly AllowanceLine[] = lines;
    do {
      const done = await run(ports, plan, left);
      if (done === stale) return stale;
      left = left.slice(done);
    } while (left.length > 0);
    return lines.at(-1);
  });
  if (last) await pages.send([{ planId, step, after: last.partyId }]);
}
