import { type MarketName, marketOf, markets } from "../../../shared/carbon/markets.ts";
import { type Decimal, decimal, sum, zero } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { messageOf } from "../../../shared/kernel/message.ts";
import type { ReportMarket } from "../reports/rules.ts";
import data from "./verification-rules.json" with { type: "json" };

/** The most non-conformities of one assignment. */
export const mostFindings = data.mostFindings.value;

/** Most years in a row of one verifier, with its document: that of the market, and outside of every market the strictest of them. */
export function mostYearsOf(market: ReportMarket): { readonly years: number; readonly source: string } {
  const strictest = [...markets].sort((one, other) => one.mostVerifierYears.years - other.mostVerifierYears.years)[0];
  const row = market === "none" ? required(strictest, "a market") : marketOf(market satisfies MarketName);
  return { years: row.mostVerifierYears.years, source: messageOf(row.mostVerifierYears.source) };
}

/** How many years in a row, this one included, a verifier has if it also gets `year`: years before and after count, each once. */
export function yearsInARow(years: readonly string[], year: string): number {
  const had = new Set(years.map(Number));
  const run = (step: number): number => {
    let length = 0;
    while (had.has(Number(year) + step * (length + 1))) length += 1;
    return length;
  };
  return 1 + run(-1) + run(1);
}

/** Figures of a line or of a whole report: coal equivalent is unknown where a kind has no coefficient. */
export interface Figures {
  readonly tce?: Decimal | undefined;
  readonly tco2: Decimal;
}
/** Figures that take the place of those of a line, counted from 1; of the whole report for 0. */
export interface LineFigures extends Figures {
  readonly line: number;
}
interface StatedLine {
  readonly tce: string | null;
  readonly tco2: string | null;
}
/** What a report states: its lines as computed, signed, and their sums. */
export interface StatedFigures {
  readonly lines: readonly StatedLine[];
  readonly tce: string;
  readonly tco2: string;
}

/** What a report states of a line, or in all for 0; undefined where it has no such line. */
export function statedOf({ lines, ...whole }: StatedFigures, line: number): Figures | undefined {
  const stated = line === 0 ? whole : lines[line - 1];
  return stated && { tce: stated.tce === null ? undefined : decimal(stated.tce), tco2: decimal(stated.tco2 ?? "0") };
}

/** Whether figures may be set conservatively: never below what was reported. */
export function isConservative({ tce, tco2 }: Figures, stated: Figures): boolean {
  return tco2.gte(stated.tco2) && (tce === undefined || stated.tce === undefined || tce.gte(stated.tce));
}

/**
 * The verified figures of a report: each changed line counts with its new figures, and what is set for the whole report is the least that it
 * comes to. Exact, without rounding.
 */
export function verifiedFigures(stated: StatedFigures, changed: readonly LineFigures[]): { readonly tce: Decimal; readonly tco2: Decimal } {
  const lines = changed.filter(({ line }) => line > 0);
  const before = (line: number): Figures => required(statedOf(stated, line), `line ${line}`);
  const tco2 = sum([decimal(stated.tco2), ...lines.map((each) => each.tco2.minus(before(each.line).tco2))]);
  const tce = sum([
    decimal(stated.tce),
    ...lines.map((each) => (each.tce === undefined ? zero : each.tce.minus(before(each.line).tce ?? zero))),
  ]);
  return changed
    .filter(({ line }) => line === 0)
    .reduce(
      (whole, each) => ({
        tco2: each.tco2.gt(whole.tco2) ? each.tco2 : whole.tco2,
        tce: each.tce?.gt(whole.tce) ? each.tce : whole.tce,
      }),
      { tce, tco2 },
    );
}
