import type { Bilingual } from "../kernel/problem.ts";
import data from "./grid-factors.json" with { type: "json" };

/** A published factor of electricity from the grid: tonnes of CO2 for one MWh (kilograms for one kWh), by area and year. */
export interface GridFactor {
  readonly gridFactorId: string;
  readonly area: string;
  /** First year for which it is used. */
  readonly fromYear: string;
  /** Last year for which it is used; absent while no later one is published. */
  readonly toYear?: string;
  readonly tco2PerMwh: string;
  readonly source: Bilingual;
  readonly unverified?: string;
}
/** Published factors of electricity, as data. */
export const gridFactors: readonly GridFactor[] = data.gridFactors;
/** Areas that have factors. */
export const gridAreas = [...new Set(data.gridFactors.map(({ area }) => area))] as [string, ...string[]];
/** The area whose factors count unless another is stated. */
export const nationalGrid = "national";

/** The factor of an area in force for a year; undefined if none is published for it. */
export function gridFactorFor(year: string, area: string = nationalGrid): GridFactor | undefined {
  return gridFactors.find((each) => each.area === area && each.fromYear <= year && (each.toYear === undefined || year <= each.toYear));
}
