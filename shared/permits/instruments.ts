import type { YearMonth } from "../kernel/calendar.ts";
import type { Instrument } from "../ledger/instrument.ts";

/** Reserve quota of a pool: unsold and without a term. */
export function quota(pollutant: string, pool: string): Instrument {
  return `quota/${pollutant}/${pool}`;
}
/** A permit to emit one tonne a year from the first to the last month of its term, both included. */
export function permit(pollutant: string, pool: string, from: YearMonth, to: YearMonth): Instrument {
  return `permit/${pollutant}/${pool}/${from}/${to}`;
}
/** The certified need of a project: what it may buy. */
export function need(pollutant: string, project: string): Instrument {
  return `need/${pollutant}/${project}`;
}
/** Room under a cap in one year, in tonne-months. */
export function headroom(pollutant: string, pool: string, year: string): Instrument {
  return `headroom/${pollutant}/${pool}/${year}`;
}

/** The parts of a permit's name. */
export interface PermitTerm {
  readonly pollutant: string;
  readonly pool: string;
  readonly from: YearMonth;
  readonly to: YearMonth;
}

/** Reads a permit's name; undefined for other instruments. */
export function permitTerm(instrument: Instrument): PermitTerm | undefined {
  const [kind, pollutant, pool, from, to] = instrument.split("/");
  return kind === "permit" && pollutant && pool && from && to ? { pollutant, pool, from, to } : undefined;
}
