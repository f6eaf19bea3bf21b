import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import type { PlanPage } from "../contract.ts";
import type { PagePorts } from "../ports.ts";
import type { Line, Plan, PlanState } from "../rows.ts";
import { distributePage } from "./distribute-page.ts";
import { dropPage } from "./drop-page.ts";
import { publishPage } from "./publish-page.ts";

/** What one step does with lines: it commits as many as it can at once, those done before among them, and says how many. */
interface Step {
  /** States of a plan in which the step has something to do. */
  readonly while: readonly PlanState[];
  /** Lines of a page: a few transactions of them, so that reading and asking for the next page cost little beside. */
  readonly atOnce: number;
  readonly run: (ports: PagePorts, plan: Plan, lines: readonly Line[]) => Promise<number | typeof stale>;
}

const steps: Readonly<Record<PlanPage["step"], Step>> = {
  publish: { while: ["published"], atOnce: 160, run: publishPage },
  drop: { while: ["rejected", "withdrawn"], atOnce: 60, run: dropPage },
  distribute: { while: ["approved"], atOnce: 60, run: distributePage },
};

/**
 * Does the next page of a plan's lines and asks for the one after it. A page that was done before changes nothing, so that a message may come
 * twice, late or after another; one that failed halfway comes again.
 */
export async function doPlanPage(ports: PagePorts, { planId, step, after }: PlanPage): Promise<void> {
  const { own, pages } = ports;
  const { while: states, atOnce, run } = steps[step];
  const last = await retryWhileStale("a page of a plan", async () => {
    const plan = await own.plan(planId);
    if (!plan || !states.includes(plan.state)) return undefined;
    const lines = await own.linesAfter(planId, after, atOnce);
    let left: readonly Line[] = lines;
    do {
      const done = await run(ports, plan, left);
      if (done === stale) return stale;
      left = left.slice(done);
    } while (left.length > 0);
    return lines.at(-1);
  });
  if (last) await pages.send([{ planId, step, after: last.siteId }]);
}
