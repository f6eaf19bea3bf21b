import type { ComparisonStep } from "../../functions/licences/contract.ts";
import { compareStep } from "../../functions/licences/imports/compare-import.ts";
import { licencesPorts } from "../../functions/licences/ports.ts";
import type { Granted } from "./granted.ts";

/** Runs every step of the comparison of an imported file, from its first on; returns how many there were. */
export async function compareAll(granted: Granted, importId: string, version = 1): Promise<number> {
  const waiting: ComparisonStep[] = [{ importId, version }];
  const comparisons = { send: async (steps: readonly ComparisonStep[]) => void waiting.push(...steps) };
  const ports = { ...licencesPorts(granted), comparisons };
  let steps = 0;
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    await compareStep(ports, step);
    steps += 1;
  }
  return steps;
}
