import { required } from "../../shared/kernel/invariant.ts";

/** The middle one of several measurements. */
export function median(values: readonly number[]): number {
  return required(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)], "a measurement");
}

/** The measurement below which this share of them lies: 0.95 for p95. */
export function quantile(values: readonly number[], share: number): number {
  return required(values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)], "a measurement");
}

/** Median of the ratios of measurements to the baseline of the same round, so that a machine that is busy for a while changes both. */
export function medianRatio(values: readonly number[], baselines: readonly number[]): number {
  return median(values.map((value, round) => value / required(baselines[round], "a baseline of the same round")));
}

/** A ratio with its bound; one that is beyond the bound fails the bench. */
export function bounded(ratio: number, bound: { readonly most: number } | { readonly least: number }, digits = 2): string {
  const [kept, text] = "most" in bound ? [ratio <= bound.most, `at most ${bound.most}`] : [ratio >= bound.least, `at least ${bound.least}`];
  if (!kept) process.exitCode = 1;
  return `${ratio.toFixed(digits)} (${text}${kept ? "" : ": MISSED"})`;
}
