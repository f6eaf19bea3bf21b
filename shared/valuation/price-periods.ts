import * as z from "zod";
import { addMonths, type PlainDate } from "../kernel/calendar.ts";
import { message } from "../kernel/message.ts";

/** A year, a quarter or a month: `2027`, `2027-Q1` or `2027-01`. Those of one form sort by time. */
export type PricePeriod = string;

/** What tells the forms apart, and how many months a period of each has. */
const forms = [
  { form: "year", pattern: /^20\d{2}$/, months: 12 },
  { form: "quarter", pattern: /^20\d{2}-Q[1-4]$/, months: 3 },
  { form: "month", pattern: /^20\d{2}-(?:0[1-9]|1[0-2])$/, months: 1 },
] as const;
/** A form of periods. */
export type PeriodForm = (typeof forms)[number]["form"];

/** A period of a price, as input. */
export const pricePeriod = z
  .string()
  .regex(
    /^20[0-9]{2}(?:-Q[1-4]|-(?:0[1-9]|1[0-2]))?$/,
    message("须为年、季度或月份：YYYY、YYYY-Qn 或 YYYY-MM", "a year, a quarter or a month: YYYY, YYYY-Qn or YYYY-MM"),
  )
  .describe("Period: a year (`2027`), a quarter (`2027-Q1`) or a month (`2027-01`)")
  .meta({ example: "2027-Q1" });

function shapeOf(period: PricePeriod) {
  const found = forms.find(({ pattern }) => pattern.test(period));
  if (!found) throw new RangeError(`not a period: ${JSON.stringify(period)}`);
  return found;
}

/** The form of a period; throws for a text that is none. */
export function formOf(period: PricePeriod): PeriodForm {
  return shapeOf(period).form;
}

/** The first month of a period. */
function firstMonthOf(period: PricePeriod): string {
  const year = period.slice(0, 4);
  switch (formOf(period)) {
    case "year":
      return `${year}-01`;
    case "quarter":
      return `${year}-${String(Number(period.at(-1)) * 3 - 2).padStart(2, "0")}`;
    case "month":
      return period;
  }
}

/** The first day of a period. */
export function firstDayOf(period: PricePeriod): PlainDate {
  return `${firstMonthOf(period)}-01`;
}

/** The period of the same form that follows. */
export function periodAfter(period: PricePeriod): PricePeriod {
  const { form, months } = shapeOf(period);
  const month = addMonths(firstMonthOf(period), months);
  const year = month.slice(0, 4);
  switch (form) {
    case "year":
      return year;
    case "quarter":
      return `${year}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
    case "month":
      return month;
  }
}
