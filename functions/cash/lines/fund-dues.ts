import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, least, zero } from "../../../shared/kernel/decimal.ts";
import { type Due, hasLateMoney } from "../../../shared/ledger/dues.ts";

/** What is set aside for one due when a line is booked. */
export interface Funding {
  readonly due: Due;
  readonly quantity: Decimal;
  /** When the line was credited, if that was too late for it. */
  readonly lateAt: Instant | undefined;
}

/**
 * Distributes a line that is being booked, `amount` credited at `creditedAt`, over the dues of its member, given the earliest deadline
 * first; `available` is what the member has besides.
 *
 * Money credited before a due's deadline is set aside for it at once, whenever it is booked: it can't be spent on something else, and the
 * due can't be in default. Where the line completes a due, what is available counts as well, and the whole is set aside. Money credited too
 * late never pays a due that it doesn't count for; before it arrives, what is available is set aside as far as it goes, because afterwards it can't be told apart.
 *
 * A due whose deadline has passed and which late money pays at any time loses nothing by waiting, so it comes after those that this money can
 * still save: an overdue instalment never makes an award default.
 */
export function fundDues(dues: readonly Due[], available: Decimal, amount: Decimal, creditedAt: Instant): Funding[] {
  let free = available.gt(0) ? available : zero;
  let rest = amount;
  const funded: Funding[] = [];
  for (const due of savedFirst(dues, creditedAt)) {
    const missing = due.amount.minus(due.reserved);
    if (missing.lte(0)) continue;
    const usable = hasLateMoney(due) ? zero : free;
    const late = creditedAt >= due.payBy && !due.lateCounts;
    const ofLine = late ? zero : least(rest, missing);
    const lacking = missing.minus(ofLine);
    const ofFree = late ? least(usable, lacking) : lacking.lte(usable) ? lacking : zero;
    rest = rest.minus(ofLine);
    free = free.minus(ofFree);
    const quantity = ofLine.plus(ofFree);
    if (quantity.gt(0) || (late && creditedAt > (due.lateUntil ?? "")))
      funded.push({ due, quantity, lateAt: late ? creditedAt : undefined });
  }
  return funded;
}

/** Dues in the order in which money credited at an instant serves them. */
function savedFirst(dues: readonly Due[], creditedAt: Instant): readonly Due[] {
  const waits = ({ payBy, lateCounts = false }: Due): boolean => lateCounts && creditedAt >= payBy;
  return [...dues.filter((due) => !waits(due)), ...dues.filter(waits)];
}
