import { required } from "../../shared/kernel/invariant.ts";

/** The middle one of several measurements. */
export function median(values: readonly number[]): number {
  return required(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)], "a measurement");
}
