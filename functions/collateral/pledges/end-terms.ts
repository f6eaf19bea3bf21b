import type { Instant } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit, type WriteFragment } from "../../../shared/store/transaction.ts";
import { eachDue } from "../../../shared/streams/due-work.ts";
import { filingFacts } from "../filing/contract.ts";
import type { CollateralOwnPorts } from "../ports.ts";
import type { Register } from "../register/rows.ts";
import { nextVersion, registersOf } from "./change-pledge.ts";
import { pledgesFacts } from "./contract.ts";
import { pledgeLifecycle } from "./lifecycles.ts";
import { pledgeDue } from "./pledge-due.ts";
import { type Pledge, pledgeIdOf } from "./rows.ts";
import { aboutPledge, stated } from "./statement.ts";

const actor = { subject: "collateral-terms" };

/**
 * Does what time alone does to pledges: drafts that were not registered in time lapse, terms of registrations end, and both sides are told that
 * a cancellation is overdue. A lapse at term releases nothing.
 */
export function endTerms(ports: CollateralOwnPorts): Promise<void> {
  return eachDue(ports.own, "pledge", ports.clock.now(), ({ pk }) =>
    retryWhileStale("the term of a pledge", () => endTerm(ports, pledgeIdOf(pk))),
  );
}

/** Ends the term of one pledge, if it is due: the index lags, and another run may have done it. */
async function endTerm(ports: CollateralOwnPorts, pledgeId: string): Promise<undefined | typeof stale> {
  const pledge = await ports.own.pledge(pledgeId);
  const at = ports.clock.now();
  const due = pledge && pledgeDue(pledge);
  if (!pledge || due === undefined || due > at) return undefined;
  const result = await commit(ports.dynamo, endOfTerm(ports, pledge, await registersOf(ports, pledge), at));
  return result.kind === "committed" ? undefined : stale;
}

/** The writes of what is due: the next version of the pledge, and the fact of it. */
function endOfTerm({ own }: CollateralOwnPorts, pledge: Pledge, registers: readonly Register[], at: Instant): WriteFragment<never>[] {
  const { state } = pledge;
  const fact = (after: Pledge) => ({ ...aboutPledge(actor, at, after), data: stated(after, registers, false) });
  if (state === "drafted" || state === "confirmed") {
    const after = nextVersion(pledge, at, { state: stateAfter(pledgeLifecycle, state, "draft lapses"), endedAt: at });
    return [...own.pledgePut(after), own.state(pledgesFacts.pledgeNotRegistered, fact(after))];
  }
  if (state === "repaid") {
    const after = nextVersion(pledge, at, { state: stateAfter(pledgeLifecycle, state, "cancellation is overdue"), overdueToldAt: at });
    const { repaidOn, cancelBy } = after;
    const since = { repaidOn: required(repaidOn, "day of the repayment"), cancelBy: required(cancelBy, "day of the cancellation") };
    const { data, ...envelope } = fact(after);
    return [...own.pledgePut(after), own.state(filingFacts.cancellationOverdue, { ...envelope, data: { ...data, ...since } })];
  }
  const after = nextVersion(pledge, at, { state: stateAfter(pledgeLifecycle, state, "term ends") });
  return [...own.pledgePut(after), own.state(pledgesFacts.pledgeLapsed, fact(after))];
}
