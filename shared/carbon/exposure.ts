import { addMonths, monthOfDay, type PlainDate, plusDays, plusMonths } from "../kernel/calendar.ts";
import { type Decimal, decimal, formatFen, least, roundToFen, zero } from "../kernel/decimal.ts";
import type { Bilingual } from "../kernel/problem.ts";
import data from "./exposure-rules.json" with { type: "json" };

/** Which prices an average is of: those of so many whole months before the deadline's month, or of the months that end the day before it. */
export interface AveragePeriod {
  readonly months: number;
  readonly ending: "calendar-month" | "day-before";
}
/** What every rule says: whose deadlines it is about, between which days, and where it is written. */
interface RuleOfDays {
  readonly ruleId: string;
  /** A carbon market, or `discharge` for pollutants beyond the licensed amount. */
  readonly market: string;
  readonly from: PlainDate;
  readonly until?: PlainDate;
  readonly source: Bilingual;
  readonly unverified?: string;
}
/** So many times the average price for each tonne short, at most the cap if there is one. */
export interface PriceRule extends RuleOfDays {
  readonly measure: "price";
  readonly fromTimes: string;
  readonly toTimes: string;
  readonly capCny?: string;
  readonly average: AveragePeriod;
}
/** A range of money, whatever is short. */
export interface RangeRule extends RuleOfDays {
  readonly measure: "range";
  readonly fromCny: string;
  readonly toCny: string;
}
/** A rule of what may have to be paid for a shortage. */
export type ExposureRule = PriceRule | RangeRule;

/** The rules, as data. */
export const exposureRules: readonly ExposureRule[] = data.rules as readonly ExposureRule[];
/** The market under which the rule of discharge above the licensed amount stands. */
export const dischargeMarket = "discharge";

/** The rule of a market in force on the day of the deadline; undefined if there is none. */
export function exposureRule(market: string, day: PlainDate): ExposureRule | undefined {
  return exposureRules.find((rule) => rule.market === market && rule.from <= day && (rule.until === undefined || day <= rule.until));
}

/** The newest rule of a market: what counts for deadlines that are not stated. */
export function newestExposureRule(market: string): ExposureRule | undefined {
  return exposureRules.findLast((rule) => rule.market === market);
}

/** The first and last day of the prices that a rule averages, for a deadline on a day. */
export function averageDays(
  { average: { months, ending } }: PriceRule,
  deadline: PlainDate,
): { readonly from: PlainDate; readonly until: PlainDate } {
  const after = ending === "calendar-month" ? `${monthOfDay(deadline)}-01` : deadline;
  const from = ending === "calendar-month" ? `${addMonths(monthOfDay(deadline), -months)}-01` : plusMonths(deadline, -months);
  return { from, until: plusDays(after, -1) };
}

/** What may have to be paid for a shortage, from the least to the most, and the rule that says so. */
export interface Exposure {
  readonly fromCny: string;
  readonly toCny: string;
  readonly ruleId: string;
  readonly source: Bilingual;
  readonly unverified?: string;
}

/**
 * The exposure of a shortage under a rule, half up to the fen: nothing for nothing short. Undefined where the rule asks for an average price
 * and none is known.
 */
export function exposureOf(rule: ExposureRule, short: Decimal, averageCny?: Decimal): Exposure | undefined {
  const range = rangeOf(rule, short, averageCny);
  if (range === undefined) return undefined;
  const [from, to] = range;
  const { ruleId, source, unverified } = rule;
  return { fromCny: formatFen(from), toCny: formatFen(to), ruleId, source, ...(unverified !== undefined && { unverified }) };
}

function rangeOf(rule: ExposureRule, short: Decimal, averageCny: Decimal | undefined): readonly [Decimal, Decimal] | undefined {
  if (short.lte(0)) return [zero, zero];
  if (rule.measure === "range") return [decimal(rule.fromCny), decimal(rule.toCny)];
  if (averageCny === undefined) return undefined;
  const capped = (times: string): Decimal => {
    const amount = roundToFen(averageCny.times(short).times(decimal(times)));
    return rule.capCny === undefined ? amount : least(amount, decimal(rule.capCny));
  };
  return [capped(rule.fromTimes), capped(rule.toTimes)];
}
