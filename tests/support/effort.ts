/** Whether models and properties try everything they can, as CI does; a tenth of it otherwise. */
export const long = process.env.ECOVALUE_TESTS === "long";

/** How often a model or a property runs: so many times in a long run, a tenth of that in a short one, but at least `least` times. */
export function runs(inLongRun: number, least = 1): number {
  return long ? inLongRun : Math.max(least, Math.ceil(inLongRun / 10));
}
