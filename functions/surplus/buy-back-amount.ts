import { monthsByYear, type YearMonth } from "../../shared/kernel/calendar.ts";
import type { Instant } from "../../shared/kernel/clock.ts";
import { type Decimal, roundToFen } from "../../shared/kernel/decimal.ts";
import { firstMonthLeft } from "../../shared/permits/issue.ts";

const monthsOfYear = 12;

/** How many months of a term have not begun at an instant: a month that has begun is consumed. */
export function monthsLeft(term: { readonly firstMonth: YearMonth; readonly lastMonth: YearMonth }, at: Instant): number {
  const first = firstMonthLeft(term, at);
  if (!first) return 0;
  return [...monthsByYear(first, term.lastMonth).values()].reduce((total, months) => total + months, 0);
}

/** What permits are bought back for: the price of a tonne and year times tonnes and months, by the twelfth, half up to the fen. */
export function buyBackAmount(priceCnyPerTonneYear: Decimal, tonnes: Decimal, months: number): Decimal {
  return roundToFen(priceCnyPerTonneYear.times(tonnes).times(months).div(monthsOfYear));
}
