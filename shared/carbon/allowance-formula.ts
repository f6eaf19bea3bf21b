import { type Decimal, sum } from "../kernel/decimal.ts";
import { type CarbonRounding, rounded, wholeTonnes } from "./rounding.ts";

/** How an allocation plan rounds: the computed figure to so many decimals, and what is issued to whole tonnes. */
export interface AllocationRounding {
  readonly decimals: number;
  readonly rounding: CarbonRounding;
  readonly issueRounding: CarbonRounding;
}
/** The method of historic emissions: base x sector coefficient x market adjustment / 365 x production days. */
export interface HistoricInput {
  readonly baseTonnes: Decimal;
  readonly sectorCoefficient: Decimal;
  readonly marketFactor: Decimal;
  readonly normalDays: number;
  /** Days of a year by the plan: 365 in the published rule, leap years included. */
  readonly ofDays: number;
}
/** The benchmark method: output x benchmark x adjustment. */
export interface BenchmarkInput {
  readonly output: Decimal;
  /** Tonnes of CO2 for one unit of output. */
  readonly benchmark: Decimal;
  readonly adjustment: Decimal;
}
/** An allocation: the figure as the plan computes it, and the whole tonnes that are issued for it. */
export interface Allocated {
  readonly tonnes: Decimal;
  readonly issueTonnes: Decimal;
}

/** Allowances by historic emissions. All factors are multiplied before the division, so that the figure is rounded once. */
export function historicAllocation(
  { baseTonnes, sectorCoefficient, marketFactor, normalDays, ofDays }: HistoricInput,
  by: AllocationRounding,
): Allocated {
  return allocated(baseTonnes.times(sectorCoefficient).times(marketFactor).times(normalDays).div(ofDays), by);
}

/** Allowances by benchmark; an entity with several products adds up the figures before rounding. */
export function benchmarkAllocation(products: readonly BenchmarkInput[], by: AllocationRounding): Allocated {
  const exact = products.map(({ output, benchmark, adjustment }) => output.times(benchmark).times(adjustment));
  return allocated(sum(exact), by);
}

/** The figure with the plan's decimals; whole tonnes are made of that figure, which is what is published. */
function allocated(exact: Decimal, { decimals, rounding, issueRounding }: AllocationRounding): Allocated {
  const tonnes = rounded(exact, decimals, rounding);
  return { tonnes, issueTonnes: wholeTonnes(tonnes, issueRounding) };
}
