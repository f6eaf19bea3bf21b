import { type Decimal, decimal, least, plain, zero } from "../../../shared/kernel/decimal.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import type { HoldMove, NewIds, RegisterChange, Slice } from "./rows.ts";

/** A part of what stands on slices: of one slice or of all, and all tonnes of them or so many, in the order of the slices. */
export interface PartOfSlices {
  readonly sliceId?: string | undefined;
  readonly quantity?: Decimal | undefined;
}

/** Divides a slice where only a part of it is changed, and changes that part. Both parts share the hold. */
export function divided(
  slices: readonly Slice[],
  sliceId: string,
  quantity: Decimal,
  change: (slice: Slice) => Slice,
  newId: NewIds,
): readonly Slice[] {
  return slices.flatMap((slice) => {
    if (slice.sliceId !== sliceId) return [slice];
    const rest = decimal(slice.quantity).minus(quantity);
    invariant(quantity.gt(0) && rest.gte(0), "a part of a slice is not above the slice");
    if (rest.isZero()) return [change(slice)];
    return [{ ...slice, quantity: plain(rest) }, change({ ...slice, sliceId: newId(), quantity: plain(quantity) })];
  });
}

/**
 * Takes something off slices: what becomes of the holds follows from what is left on each. Tonnes that are only frozen from now on get one new
 * hold together, so that a change has few writes however many slices it is about.
 */
export function taken(
  slices: readonly Slice[],
  { sliceId: only, quantity: wanted }: PartOfSlices,
  concerns: (slice: Slice) => boolean,
  newId: NewIds,
  change: (slice: Slice) => Slice,
): RegisterChange {
  const turns = new Set<string>();
  const released = new Map<string, Decimal>();
  let frozen = zero;
  let missing = wanted;
  const freezeHold = onceMade(newId);
  const after = slices.flatMap((slice): readonly Slice[] => {
    if (!concerns(slice) || (only !== undefined && slice.sliceId !== only) || missing?.isZero()) return [slice];
    const quantity = missing ? least(missing, decimal(slice.quantity)) : decimal(slice.quantity);
    missing = missing?.minus(quantity);
    return divided([slice], slice.sliceId, quantity, change, newId).flatMap((each) => {
      // What is left of a slice that was divided stays as it was; the rest was changed.
      if (each.entries === slice.entries && each.freezes === slice.freezes) return [each];
      const first = each.freezes[0];
      if (first && first.freezeId !== slice.freezes[0]?.freezeId) turns.add(first.freezeId);
      const toFreeze = slice.entries.length > 0 && each.entries.length === 0;
      if (!isFree(each) && !toFreeze) return [each];
      released.set(slice.holdId, quantity.plus(released.get(slice.holdId) ?? zero));
      if (isFree(each)) return [];
      frozen = frozen.plus(quantity);
      return [{ ...each, holdId: freezeHold() }];
    });
  });
  invariant(missing === undefined || missing.isZero(), "no more is taken off slices than stands on them");
  const moves: HoldMove[] = [...released].map(([holdId, quantity]) => ({ move: "release", holdId, quantity }));
  if (frozen.gt(0)) moves.push({ move: "hold", holdId: freezeHold(), quantity: frozen, purpose: "freeze" });
  return { slices: after, moves, turns: [...turns] };
}

/** The same id whenever it is asked for, made when it is first. */
function onceMade(newId: NewIds): NewIds {
  let made: string | undefined;
  return () => {
    made ??= newId();
    return made;
  };
}

/** Whether nothing stands on a slice any more. */
export function isFree({ entries, freezes }: Slice): boolean {
  return entries.length === 0 && freezes.length === 0;
}
