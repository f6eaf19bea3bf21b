/** Whether models and properties run in full, as in CI, instead of a tenth. */
export const long = process.env.ECOVALUE_TESTS === "long";

/** Number of runs of a model or property: `inLongRun` in the long form, a tenth in the short form, but at least `least`. */
export function runs(inLongRun: number, least = 1): number {
  return long ? inLongRun : Math.max(least, Math.ceil(inLongRun / 10));
}
