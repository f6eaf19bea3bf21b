import * as z from "zod";
import { endOfMonth } from "../kernel/calendar.ts";
import type { Instant } from "../kernel/clock.ts";
import { invariant } from "../kernel/invariant.ts";
import { message } from "../kernel/message.ts";

/** An instrument: its name holds everything that makes two units not interchangeable, for example `permit/SO2/ezhou/2026-12/2031-11`. */
export type Instrument = string;

/** Rules for all instruments of a class. */
interface ClassRules {
  /** Decimal places of its quantities: fen for money, kilograms for tonnes. */
  readonly scale: number;
  /** Whether its names end with the first and last month of a term, after which it no longer counts or moves. */
  readonly hasTerm: boolean;
}

const classes = {
  cash: { scale: 2, hasTerm: false },
  quota: { scale: 3, hasTerm: false },
  permit: { scale: 3, hasTerm: true },
  need: { scale: 3, hasTerm: false },
  headroom: { scale: 3, hasTerm: false },
  allowance: { scale: 3, hasTerm: false },
  right: { scale: 3, hasTerm: false },
} as const satisfies Record<string, ClassRules>;

/** One class of instruments; position keys start with it, so grants can limit a function to certain classes. */
export type InstrumentClass = keyof typeof classes;
/** Classes of instruments. */
export const instrumentClasses = Object.keys(classes) as [InstrumentClass, ...InstrumentClass[]];

/** Money: Chinese yuan. */
export const CNY: Instrument = "CNY";

/** Input schema of an instrument's name. */
export const instrumentName = z
  .string()
  .max(200)
  .regex(
    new RegExp(`^(?:CNY|(?:${instrumentClasses.slice(1).join("|")})(?:/[A-Za-z0-9._-]+)+)$`),
    message("须为持仓中所示的品种名称", "the name of an instrument, as listed in positions"),
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

/** Decimal places of an instrument. */
export function scaleOf(instrument: Instrument): number {
  return classes[classOf(instrument)].scale;
}

/** The first instant at which the instrument no longer counts; undefined if it has no term. */
export function expiryOf(instrument: Instrument): Instant | undefined {
  if (!classes[classOf(instrument)].hasTerm) return undefined;
  return endOfMonth(instrument.slice(instrument.lastIndexOf("/") + 1));
}

/** Whether the term has ended: an expired permit no longer counts and can only be retired. */
export function isExpired(instrument: Instrument, at: Instant): boolean {
  const expiry = expiryOf(instrument);
  return expiry !== undefined && expiry <= at;
}
