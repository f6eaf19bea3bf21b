import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, decimal, formatFen } from "../../../shared/kernel/decimal.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { nextVersion } from "../pledges/change-pledge.ts";
import { pledgeLifecycle } from "../pledges/lifecycles.ts";
import type { Pledge } from "../pledges/rows.ts";
import type { Enforcement } from "./rows.ts";

/** What an enforcement on its tonnes leaves of a pledge. */
export interface LeftByEnding {
  readonly paid: Decimal;
  /** Whether it still stands on something. */
  readonly stays: boolean;
  readonly at: Instant;
  /** The enforcement that ends: of this pledge, or of another on the same tonnes. */
  readonly enforcement: Pick<Enforcement, "pledgeId">;
  /** When a cancellation would be overdue, if it is repaid by this. */
  readonly cancelBy: Instant | undefined;
}

/** A pledge after an enforcement on its tonnes: its debt is less by what its bank was paid. */
export function afterEnding(pledge: Pledge, { paid, stays, at, enforcement, cancelBy }: LeftByEnding): Pledge {
  const repaidCny = decimal(pledge.repaidCny).plus(paid);
  const isRepaid = pledge.disbursedCny !== undefined && repaidCny.gte(pledge.disbursedCny);
  const isEnforced = pledge.pledgeId === enforcement.pledgeId;
  const owes = isRepaid ? "everything is repaid" : "something is owed";
  const hasDebt = isEnforced || pledge.state === "disbursed" || pledge.state === "lapsed";
  const guard = stays ? (hasDebt ? owes : "something stays pledged") : "nothing stays pledged";
  const after = next(pledgeLifecycle, pledge.state, isEnforced ? "endEnforcement" : "tonnes sold", guard);
  // What ended meanwhile, for another reason, stays ended.
  const state = after.ok ? after.value : pledge.state;
  return nextVersion(pledge, at, {
    ...{ state, repaidCny: formatFen(repaidCny) },
    ...(isRepaid && paid.gt(0) && { repaidOn: dayOf(at) }),
    ...(state === "repaid" && paid.gt(0) && cancelBy !== undefined && { cancelBy }),
    ...(state === "enforced" && { endedAt: at }),
  });
}
