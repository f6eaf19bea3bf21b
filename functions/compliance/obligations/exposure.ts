import { averageDays, type ExposureRule, exposureOf, exposureRule, exposureRules } from "../../../shared/carbon/exposure.ts";
import { dayOf, type PlainDate } from "../../../shared/kernel/calendar.ts";
import { type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { type Decimal, formatFen } from "../../../shared/kernel/decimal.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";
import { averagePrice } from "../../../shared/valuation/average-price.ts";
import type { Price } from "./input.ts";
import type { NoExposure } from "./vocabulary.ts";

/** What may have to be paid for what is short, and what that rests on. */
export interface ExposureFound {
  readonly fromCny: string;
  readonly toCny: string;
  readonly basis: {
    readonly rule: string;
    readonly tonnes: string;
    readonly averageCny?: string;
    readonly from?: string;
    readonly until?: string;
  };
  readonly source: Bilingual;
}

/** The last day on which an obligation is met in time. */
export function lastDay(deadlineAt: Instant): PlainDate {
  return dayOf(plusSeconds(deadlineAt, -1));
}

/** The rule of a market in force on the last day before a deadline. */
export function ruleFor(market: string, deadlineAt: Instant): ExposureRule | undefined {
  return exposureRule(market, lastDay(deadlineAt));
}

/** The days whose prices an exposure rests on; undefined where its rule asks for no price. */
export function pricedDays(market: string, deadlineAt: Instant): { readonly from: PlainDate; readonly until: PlainDate } | undefined {
  const key = `${market} ${deadlineAt}`;
  const known = knownDays.get(key);
  if (known) return known;
  const rule = ruleFor(market, deadlineAt);
  const days = rule?.measure === "price" ? averageDays(rule, lastDay(deadlineAt)) : undefined;
  if (days) knownDays.set(key, days);
  return days;
}

/** Days that were asked for: every recalculation asks, and there are few deadlines. */
const knownDays = new Map<string, { readonly from: PlainDate; readonly until: PlainDate }>();

/** Months after a day within which a deadline can be whose exposure rests on the day's price. */
export function monthsToDeadline(market: string): number {
  const months = exposureRules.map((rule) => (rule.market === market && rule.measure === "price" ? rule.average.months : 0));
  return Math.max(...months) + 1;
}

/** The exposure of what is short at a deadline, or why there is none. */
export function exposureFor(market: string, deadlineAt: Instant, short: Decimal, prices: readonly Price[]): ExposureFound | NoExposure {
  const rule = ruleFor(market, deadlineAt);
  if (!rule) return "no-rule";
  const days = pricedDays(market, deadlineAt);
  const average = days && averagePrice(prices, days).averageCny;
  const found = exposureOf(rule, short, average ?? undefined);
  if (!found) return "no-price";
  const priced = days && average ? { averageCny: formatFen(average), ...days } : {};
  const { fromCny, toCny, ruleId, source } = found;
  return { fromCny, toCny, basis: { rule: ruleId, tonnes: short.toFixed(), ...priced }, source };
}
