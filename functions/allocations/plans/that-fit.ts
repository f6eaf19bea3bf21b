import { invariant } from "../../../shared/kernel/invariant.ts";

/** How many of some parts, in their order, fit into a transaction that has room for so many writes. At least the first does. */
export function thatFit(sizes: readonly number[], room: number): number {
  let left = room;
  const beyond = sizes.findIndex((size) => {
    left -= size;
    return left < 0;
  });
  invariant(beyond !== 0, "a transaction has room for the first part");
  return beyond < 0 ? sizes.length : beyond;
}
