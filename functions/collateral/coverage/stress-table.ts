import type * as z from "zod";
import type { stressedCoverage } from "./shapes.ts";

const columns = [
  ...(["pledgeId", "registrationNumber", "account", "instrument", "quantity", "valueCny", "stressedValueCny"] as const),
  ...(["securedCny", "leftCny", "stressedLeftCny", "coverage", "stressedCoverage", "state", "stressedState"] as const),
];

/** Coverages under stress as CSV: a line for each position of a pledge. A coverage is empty where nothing is secured. */
export function stressTable(pledges: readonly z.input<typeof stressedCoverage>[]): string {
  const lines = pledges.flatMap((pledge) =>
    pledge.positions.map(({ account, instrument, quantity, value }) => [
      ...[pledge.pledgeId, pledge.registrationNumber, account, instrument, quantity, value.now, value.stressed],
      ...[pledge.securedCny, pledge.left.now, pledge.left.stressed, pledge.ratio ?? "", pledge.stressedRatio ?? ""],
      ...[pledge.state, pledge.stressedState],
    ]),
  );
  // Ids, numbers, names of instruments and words have neither commas nor quotes.
  return [[...columns], ...lines].map((line) => `${line.join(",")}\r\n`).join("");
}
