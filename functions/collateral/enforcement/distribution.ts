import { type Decimal, least, sum, zero } from "../../../shared/kernel/decimal.ts";

/** Tonnes that were sold or taken over, with what lay on them. */
export interface SoldPortion {
  readonly quantity: Decimal;
  /** Pledges on them, in the order in which they are paid. */
  readonly pledges: readonly string[];
  /** Freezes on them: the one in force, then those that waited. */
  readonly freezes: readonly string[];
}

/** What becomes of proceeds. The parts add up to them, to the fen. */
export interface Distribution {
  /** What each pledge is paid; only those that are paid something. */
  readonly payments: ReadonlyMap<string, Decimal>;
  /** What stays set aside under freezes. */
  readonly held: readonly { readonly freezes: readonly string[]; readonly cny: Decimal }[];
  /** What the pledgor gets. */
  readonly rest: Decimal;
}

/**
 * Distributes proceeds. Each portion has a share by its tonnes, cut off at the fen, and the last one the remainder. Out of a share the pledges on
 * that portion are paid in their order, each at most what it is still owed over all portions. What then is left of a portion that a court has
 * frozen stays set aside under the freeze; everything else is the pledgor's.
 */
export function distribute(proceeds: Decimal, portions: readonly SoldPortion[], owed: ReadonlyMap<string, Decimal>): Distribution {
  const tonnes = sum(portions.map(({ quantity }) => quantity));
  const payments = new Map<string, Decimal>();
  const held: { freezes: readonly string[]; cny: Decimal }[] = [];
  let unshared = proceeds;
  let rest = zero;
  for (const [place, { quantity, pledges, freezes }] of portions.entries()) {
    const isLast = place === portions.length - 1;
    let left = isLast ? unshared : proceeds.times(quantity).div(tonnes).toDecimalPlaces(2, 1);
    unshared = unshared.minus(left);
    for (const pledgeId of pledges) {
      const paid = payments.get(pledgeId) ?? zero;
      const payment = least(left, (owed.get(pledgeId) ?? zero).minus(paid));
      if (payment.lte(0)) continue;
      payments.set(pledgeId, paid.plus(payment));
      left = left.minus(payment);
    }
    if (left.lte(0)) continue;
    if (freezes.length > 0) held.push({ freezes, cny: left });
    else rest = rest.plus(left);
  }
  return { payments, held, rest: portions.length === 0 ? proceeds : rest };
}
