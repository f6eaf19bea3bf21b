import * as z from "zod";
import { endOfMonth, type YearMonth } from "../kernel/calendar.ts";
import type { Instant } from "../kernel/clock.ts";
import { invariant } from "../kernel/invariant.ts";
import { message } from "../kernel/message.ts";

/** An instrument names everything that makes two units not interchangeable, for example `permit/SO2/ezhou/2026-12/2031-11`. */
export type Instrument = string;

/** Classes of instruments; position keys start with the class, and each function may write its classes only. */
export const instrumentClasses = ["cash", "quota", "permit", "need", "headroom", "allowance", "right"] as const;
/** One class of instruments. */
export type InstrumentClass = (typeof instrumentClasses)[number];

/** Money: Chinese yuan. */
export const CNY: Instrument = "CNY";
/** Reserve quota of a pool: unsold, no term yet. */
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

/** An instrument's name as a caller writes it. */
export const instrumentName = z
  .string()
  .max(200)
  .regex(
    new RegExp(`^(?:CNY|(?:${instrumentClasses.slice(1).join("|")})(?:/[A-Za-z0-9._-]+)+)$`),
    message("须为持仓中所示的品种名称", "the name of an instrument, as positions show it"),
  )
  .describe("Instrument, for example `CNY` or `permit/SO2/ezhou/2026-12/2031-11`");

/** The class of an instrument. */
export function classOf(instrument: Instrument): InstrumentClass {
  if (instrument === CNY) return "cash";
  const name = instrument.slice(0, instrument.indexOf("/"));
  const known = instrumentClasses.find((each) => each === name && each !== "cash");
  invariant(known, `unknown instrument ${instrument}`);
  return known;
}

/** Decimal places of an instrument: fen for money, kilograms for tonnes. */
export function scaleOf(instrument: Instrument): number {
  return classOf(instrument) === "cash" ? 2 : 3;
}

/** What a permit's name says. */
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

/** The first instant at which the instrument no longer counts; undefined where it has no term. */
export function expiryOf(instrument: Instrument): Instant | undefined {
  const term = permitTerm(instrument);
  return term && endOfMonth(term.to);
}

/** Whether the term has ended: an expired permit can't move, except into retirement, and stops counting. */
export function isExpired(instrument: Instrument, at: Instant): boolean {
  const expiry = expiryOf(instrument);
  return expiry !== undefined && expiry <= at;
}
