import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { slicesFrozenBy } from "../register/on-slices.ts";
import { quantityOf } from "../register/register.ts";
import type { Slice } from "../register/rows.ts";

/** What a freeze has in a register. */
export interface FrozenTonnes {
  /** In force or waiting. */
  readonly quantity: Decimal;
  readonly inForce: Decimal;
  /** When its next term ends; undefined where it only waits. */
  readonly until: Instant | undefined;
}

/** What a freeze has on slices. */
export function frozenBy(slices: readonly Slice[], freezeId: string): FrozenTonnes {
  const own = slicesFrozenBy(slices, freezeId);
  const inForce = own.filter(({ freezes: [first] }) => first?.freezeId === freezeId);
  return {
    quantity: quantityOf(own),
    inForce: quantityOf(inForce),
    until: inForce.flatMap(({ freezes: [first] }) => first?.until ?? []).sort()[0],
  };
}

/** What is left of a freeze on slices, in the words of its lifecycle. */
export function leftOf({ quantity, inForce }: Pick<FrozenTonnes, "quantity" | "inForce">) {
  if (quantity.isZero()) return "nothing is left of it";
  return inForce.isZero() ? "it waits on what is left" : "it is in force on what is left";
}

/** Banks whose pledges stand on the slices that a freeze has, each once. */
export function banksBeside(slices: readonly Slice[], freezeId: string): readonly string[] {
  return [...new Set(slicesFrozenBy(slices, freezeId).flatMap(({ entries }) => entries.map(({ bankId }) => bankId)))];
}
