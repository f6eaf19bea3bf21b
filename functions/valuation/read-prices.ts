import type { Call } from "../../shared/http/api-handler.ts";
import { decimal, formatFen, plain } from "../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { type AveragedDays, averagePrice, daysOfMonth, monthBefore } from "../../shared/valuation/average-price.ts";
import type { valuationEndpoints } from "./contract.ts";
import type { ValuationPorts } from "./ports.ts";

/** Prices of a market by day, the latest day first. */
export async function listMarketPrices({ own }: ValuationPorts, { params, query }: Call<typeof valuationEndpoints.listMarketPrices>) {
  const { from, until, ...page } = query;
  if (from !== undefined && until !== undefined && from > until) return refuse({ code: "days-reversed", from, until });
  const range = { ...(from !== undefined && { from }), ...(until !== undefined && { to: until }) };
  const { items, ...rest } = await own.days(params.market, { ...page, ...range });
  const days = items.map(({ market, date, prices }) => ({ market, date, prices: [...prices] }));
  return accept({ response: { items: days, ...rest } });
}

/** Every version of a day's prices. */
export async function listPriceVersions({ own }: ValuationPorts, { params, query }: Call<typeof valuationEndpoints.listPriceVersions>) {
  const { items, ...rest } = await own.versions(params, query);
  return accept({ response: { items: items.map(({ price }) => price), ...rest } });
}

/** The average of a calendar month. */
export async function readMonthlyAverage(ports: ValuationPorts, { params }: Call<typeof valuationEndpoints.readMonthlyAverage>) {
  return accept({ response: await averageOver(ports, params.market, daysOfMonth(params.month)) });
}

/** The average of the month that ends the day before a date. */
export async function readAverageBefore(ports: ValuationPorts, { params }: Call<typeof valuationEndpoints.readAverageBefore>) {
  return accept({ response: await averageOver(ports, params.market, monthBefore(params.date)) });
}

/** The average over a month, whose days are one page. */
async function averageOver({ own }: ValuationPorts, market: string, days: AveragedDays) {
  const { items } = await own.days(market, { from: days.from, to: days.until });
  const prices = items.flatMap((day) => day.prices);
  const { averageCny, volumeTonnes, ...rest } = averagePrice(
    prices.map((price) => ({ ...price, volumeTonnes: decimal(price.volumeTonnes), priceCny: decimal(price.priceCny) })),
    days,
  );
  return { market, ...days, averageCny: averageCny && formatFen(averageCny), volumeTonnes: plain(volumeTonnes), ...rest };
}
