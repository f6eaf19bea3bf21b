import { decimal, plain } from "../kernel/decimal.ts";
import { json } from "../store/codec.ts";

/** Quantities by purpose of holds, as decimal texts. */
export type Purposes = Readonly<Record<string, string>>;

/** Such quantities in a row. */
export const purposes = json((value) => value as Purposes);

/** What is held by purpose after a change; purposes that nothing is held for any more are left out. */
export function addedHeldFor(before: Purposes, change: Purposes = {}): Purposes {
  const names = [...new Set([...Object.keys(before), ...Object.keys(change)])].sort();
  const after = names.map((name) => [name, decimal(before[name] ?? "0").plus(change[name] ?? "0")] as const);
  return Object.fromEntries(after.flatMap(([name, quantity]) => (quantity.isZero() ? [] : [[name, plain(quantity)]])));
}
