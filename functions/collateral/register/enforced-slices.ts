import { type Decimal, decimal, least, plain, zero } from "../../../shared/kernel/decimal.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import type { Account } from "../../../shared/ledger/account.ts";
import { quantityOf, takeOver } from "./register.ts";
import type { EnforcementMark, HoldMove, NewIds, RegisterChange, Slice } from "./rows.ts";
import { divided } from "./taken.ts";

/** Marks a slice, or a part of it, with the enforcement that it is about. Nothing moves. */
export function markSlice(
  slices: readonly Slice[],
  { sliceId, quantity }: { readonly sliceId: string; readonly quantity: Decimal },
  enforcement: EnforcementMark,
  newId: NewIds,
): RegisterChange {
  return { slices: divided(slices, sliceId, quantity, (slice) => ({ ...slice, enforcement }), newId), moves: [], turns: [] };
}

/** The slices that an enforcement is about: tonnes that nothing froze first, for they are sold first. */
export function markedSlices(slices: readonly Slice[], enforcementId: string): readonly Slice[] {
  const marked = slices.filter(({ enforcement }) => enforcement?.enforcementId === enforcementId);
  return [...marked.filter(({ freezes }) => freezes.length === 0), ...marked.filter(({ freezes }) => freezes.length > 0)];
}

/** Ends an enforcement that changes nothing else. */
export function unmarkSlices(slices: readonly Slice[], enforcementId: string): RegisterChange {
  return { slices: slices.map((slice) => (isMarked(slice, enforcementId) ? unmarked(slice) : slice)), moves: [], turns: [] };
}

/** Moves all tonnes of an enforcement to accounts, in their order; the quantities add up to those of its slices. */
export function takeOverMarked(
  slices: readonly Slice[],
  enforcementId: string,
  takers: readonly { readonly to: Account; readonly quantity: Decimal }[],
): RegisterChange {
  let after = slices;
  const moves: HoldMove[] = [];
  for (const taker of takers) {
    let left = taker.quantity;
    for (const slice of markedSlices(after, enforcementId)) {
      const quantity = least(left, decimal(slice.quantity));
      if (quantity.isZero()) continue;
      const change = takeOver(after, { sliceId: slice.sliceId, quantity, to: taker.to });
      after = change.slices;
      moves.push(...change.moves);
      left = left.minus(quantity);
    }
    invariant(left.isZero(), "no more is taken over than an enforcement is about");
  }
  return { slices: after, moves, turns: [] };
}

/** A part of a slice that was sold. */
export interface SoldPart {
  readonly slice: Slice;
  readonly quantity: Decimal;
}

/** How a sale ended. */
export interface SaleEnd {
  readonly enforcementId: string;
  /** Tonnes that were delivered: their holds were posted when they were awarded. */
  readonly settled: Decimal;
  /** Tonnes of awards in default, which come back to the position and are held anew. */
  readonly returned: Decimal;
  /** Tonnes of awards in default that ended meanwhile and do not come back. */
  readonly lost: Decimal;
}

/** Ends a sale: what was sold leaves the register, tonnes without a freeze first; the rest stays pledged as it was. */
export function endSale(
  slices: readonly Slice[],
  { enforcementId, settled, returned, lost }: SaleEnd,
  newId: NewIds,
): RegisterChange & { readonly sold: readonly SoldPart[] } {
  const marked = markedSlices(slices, enforcementId);
  const sold: SoldPart[] = [];
  const left: Slice[] = [];
  let toSell = settled;
  let toLose = lost;
  for (const slice of marked) {
    const quantity = decimal(slice.quantity);
    const ofSlice = least(toSell, quantity);
    if (ofSlice.gt(0)) sold.push({ slice, quantity: ofSlice });
    toSell = toSell.minus(ofSlice);
    const ofLost = least(toLose, quantity.minus(ofSlice));
    toLose = toLose.minus(ofLost);
    const rest = quantity.minus(ofSlice).minus(ofLost);
    if (rest.gt(0)) left.push({ ...unmarked(slice), quantity: plain(rest) });
  }
  invariant(toSell.isZero() && toLose.isZero(), "no more is sold than an enforcement is about");
  const kept = returned.isZero() ? { slices: left, moves: [] } : reheld(left, returned, newId);
  return { slices: [...slices.filter((slice) => !isMarked(slice, enforcementId)), ...kept.slices], moves: kept.moves, turns: [], sold };
}

/** Puts what is left and what comes back on one new hold, so that a register gets no more slices than it had. */
function reheld(slices: readonly Slice[], returned: Decimal, newId: NewIds): Pick<RegisterChange, "slices" | "moves"> {
  const holdId = newId();
  let back = returned;
  const moves: HoldMove[] = [];
  for (const slice of slices) {
    const ofSlice = least(back, decimal(slice.quantity));
    back = back.minus(ofSlice);
    const quantity = decimal(slice.quantity).minus(ofSlice);
    if (quantity.gt(0)) moves.push({ move: "release", holdId: slice.holdId, quantity });
  }
  invariant(back.eq(zero), "what comes back was a part of the slices");
  moves.push({ move: "hold", holdId, quantity: quantityOf(slices), purpose: "pledge" });
  return { slices: slices.map((slice) => ({ ...slice, holdId })), moves };
}

function isMarked({ enforcement }: Slice, enforcementId: string): boolean {
  return enforcement?.enforcementId === enforcementId;
}

function unmarked({ enforcement: _ended, ...slice }: Slice): Slice {
  return slice;
}
