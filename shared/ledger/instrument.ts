import * as z from "zod";
import { endOfMonth } from "../kernel/calendar.ts";
import type { Instant } from "../kernel/clock.ts";
import { invariant } from "../kernel/invariant.ts";
import { message } from "../kernel/message.ts";

/** An instrument: its name holds everything that makes two units not interchangeable, for example `permit/SO2/ezhou/2026-12/2031-11`. */
export type Instrument = string;

const month = "(?:19[7-9][0-9]|2[0-9]{3})-(?:0[1-9]|1[0-2])";
const year = "(?:19[7-9][0-9]|2[0-9]{3})";
const code = "[A-Za-z0-9._-]+";
/** What the parts of a name look like. Years end with 2999, so that the end of every term is an instant of four-digit years. */
const partPatterns = {
  ...{ pollutant: code, pool: code, project: code, market: code, kind: code, unit: code },
  ...{ year, vintage: year, firstMonth: month, lastMonth: month },
} as const;

/** Rules for all instruments of a class. */
interface ClassRules {
  /** Decimal places of its quantities: an entry that moves a finer quantity is a fault. */
  readonly scale: number;
  /** Parts of its names after the class, in order. Instruments whose names end with a last month neither count nor move after it. */
  readonly parts: readonly (keyof typeof partPatterns)[];
}

/** The one table of what differs between classes: unit, name and term. */
const classes = {
  // Fen.
  cash: { scale: 2, parts: [] },
  // Tonnes to the kilogram; quota gets its term when permits are issued from it.
  quota: { scale: 3, parts: ["pollutant", "pool"] },
  permit: { scale: 3, parts: ["pollutant", "pool", "firstMonth", "lastMonth"] },
  need: { scale: 3, parts: ["pollutant", "project"] },
  // Tonne-months of a calendar year.
  headroom: { scale: 3, parts: ["pollutant", "pool", "year"] },
  // Whole tonnes of CO2 equivalent: registries know no parts of an allowance. Those of a vintage that may be used for different times are
  // not interchangeable, so the last month is part of the name.
  allowance: { scale: 0, parts: ["market", "vintage", "lastMonth"] },
  // Whole tonnes of certified reductions, without a term of their own. Which serial numbers they are is what the context of carbon records.
  offset: { scale: 0, parts: ["kind"] },
  // Rights in a registered unit, in hectares to the square metre.
  right: { scale: 4, parts: ["kind", "unit", "firstMonth", "lastMonth"] },
  // Shares of a named stream of income in per cent of the whole: a stream has exactly one hundred. Its period is in its registration, not in
  // the name, because shares secure what is earned and not paid yet as well.
  income: { scale: 4, parts: ["kind", "unit"] },
} as const satisfies Record<string, ClassRules>;

/** One class of instruments; position keys start with it, so grants can limit a function to certain classes. */
export type InstrumentClass = keyof typeof classes;
/** Classes of instruments. */
export const instrumentClasses = Object.keys(classes) as [InstrumentClass, ...InstrumentClass[]];

/** Money: Chinese yuan. */
export const CNY: Instrument = "CNY";

/** Names of a class, as a pattern. */
function namesOf(name: InstrumentClass): string {
  return name === "cash" ? CNY : [name, ...classes[name].parts.map((part) => partPatterns[part])].join("/");
}
const pattern = new RegExp(`^(?:${instrumentClasses.map(namesOf).join("|")})$`);

/** Whether a name has the parts that its class asks for, and its term does not end before it begins. */
export function isInstrument(name: string): boolean {
  if (!pattern.test(name)) return false;
  const [first, last] = name.split("/").slice(-2);
  const term = classes[classOf(name)].parts.some((part) => part === "firstMonth");
  return !(term && (first ?? "") > (last ?? ""));
}

/** Input schema of an instrument's name. */
export const instrumentName = z
  .string()
  .max(200)
  .regex(pattern, message("须为持仓中所示的品种名称", "the name of an instrument, as listed in positions"))
  .describe("Instrument, for example `CNY` or `permit/SO2/ezhou/2026-12/2031-11`");

/** The class of an instrument. */
export function classOf(instrument: Instrument): InstrumentClass {
  if (instrument === CNY) return "cash";
  const name = instrument.slice(0, instrument.indexOf("/"));
  const known = instrumentClasses.find((each) => each === name && each !== "cash");
  invariant(known, `unknown instrument ${instrument}`);
  return known;
}

/** The most decimal places that any quantity of the ledger has. */
export const largestScale = Math.max(...Object.values(classes).map(({ scale }) => scale));

/** Decimal places of an instrument's quantities. */
export function scaleOf(instrument: Instrument): number {
  return classes[classOf(instrument)].scale;
}

/** The registered unit that the instrument is a right in; undefined if its class has none. */
export function unitOf(instrument: Instrument): string | undefined {
  return partOf(instrument, "unit");
}

/** The pollutant in the name of an instrument, or of what is priced alike (`permit/SO2`); undefined if its class names none. */
export function pollutantOf(name: string): string | undefined {
  const known = instrumentClasses.find((each) => name.startsWith(`${each}/`));
  return known && partOf(name, "pollutant");
}

function partOf(instrument: Instrument, part: keyof typeof partPatterns): string | undefined {
  const parts: readonly string[] = classes[classOf(instrument)].parts;
  const place = parts.indexOf(part);
  return place < 0 ? undefined : instrument.split("/")[place + 1];
}

/** The first instant at which the instrument no longer counts: the end of its last month. Undefined if its class has no term. */
export function expiryOf(instrument: Instrument): Instant | undefined {
  if (!classes[classOf(instrument)].parts.some((part) => part === "lastMonth")) return undefined;
  return endOfMonth(instrument.slice(instrument.lastIndexOf("/") + 1));
}

/** Whether the term has ended: an expired permit, right or allowance no longer counts and can only be retired. */
export function isExpired(instrument: Instrument, at: Instant): boolean {
  const expiry = expiryOf(instrument);
  return expiry !== undefined && expiry <= at;
}
