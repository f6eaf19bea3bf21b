import type { Call } from "../../../shared/http/api-handler.ts";
import { addMonths, type YearMonth } from "../../../shared/kernel/calendar.ts";
import { decimal, formatFen, roundToFen } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { Aggregate } from "./aggregates.ts";
import type { statisticsEndpoints } from "./contract.ts";
import { lastDayOf } from "./periods.ts";
import type { StatisticsPorts } from "./ports.ts";
import { marketOf, standingIn } from "./read-statistics.ts";
import data from "./reserve-price-rules.json" with { type: "json" };
import { tradedOf } from "./totals.ts";
import { tradesOf } from "./views.ts";

/** How a reserve price follows from the monthly averages before a sale: rules are data, with source and what nobody has confirmed yet. */
export type ReservePriceRule = (typeof data)[number];

/** The whole months before one, the earliest first. */
function monthsBefore(month: YearMonth, count: number): readonly YearMonth[] {
  return Array.from({ length: count }, (_, place) => addMonths(month, place - count));
}

/**
 * The reserve price of a rule: so many times the volume-weighted price of its months together, to the fen, half up; null where nothing was
 * traded in them. A month with more trades weighs more: it is no mean of the monthly averages.
 */
export function reservePriceBy({ series, times }: ReservePriceRule, months: readonly Pick<Aggregate, "cells">[]) {
  const { averagePrice, ...figures } = tradedOf(months.flatMap((each) => tradesOf(each)).filter((cell) => series.includes(cell.series)));
  return { ...figures, averagePrice, reservePrice: averagePrice && formatFen(roundToFen(decimal(averagePrice).times(decimal(times)))) };
}

/** What the reserve price of a sale in a month would be by each rule, from the monthly averages before. */
export async function readReservePriceReference(
  ports: StatisticsPorts,
  { caller, params, query }: Call<typeof statisticsEndpoints.readReservePriceReference>,
) {
  const { period: month } = params;
  const { area: wanted, ...asked } = query;
  const area = scopeOf(caller).areaToList(wanted);
  if (area === undefined) return refuse({ code: "not-found" });
  const market = await marketOf(ports, month, asked);
  if (!market.ok) return market;
  const longest = monthsBefore(month, Math.max(...data.map(({ months }) => months)));
  const found = await ports.aggregates.inPeriods({ area, ...market.value }, longest);
  const of = (months: readonly YearMonth[]) => months.flatMap((each) => found.get(each) ?? []);
  const references = data.map((rule) => {
    const months = monthsBefore(month, rule.months);
    const { ruleId, series, times, source, unverified } = rule;
    return {
      ...{ ruleId, series: [...series], times, source, unverified },
      ...{ firstMonth: addMonths(month, -rule.months), lastMonth: addMonths(month, -1), ...reservePriceBy(rule, of(months)) },
      months: months.map((each) => ({ month: each, ...tradedIn(rule, of([each])) })),
    };
  });
  const { complete, provisional } = await standingIn(ports, addMonths(month, -1));
  return accept({
    response: { month, area, ...market.value, lastDay: lastDayOf(addMonths(month, -1)), complete, provisional, references },
  });
}

/** The figures of a rule's series in a month: its monthly average among them. */
function tradedIn({ series }: ReservePriceRule, found: readonly Aggregate[]) {
  return tradedOf(found.flatMap((each) => tradesOf(each)).filter((cell) => series.includes(cell.series)));
}
