import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";

/** The version that comes next, where a correction names the one that stands, and the first one is no correction. */
export function checkCorrection(
  stands: number | undefined,
  correction: { readonly version: number } | undefined,
): Outcome<number, { readonly code: "version-differs"; readonly stands: number; readonly named: number }> {
  const [before, named] = [stands ?? 0, correction?.version ?? 0];
  return before === named ? accept(before + 1) : refuse({ code: "version-differs", stands: before, named });
}
