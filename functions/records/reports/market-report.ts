import { areas, city } from "../../../shared/kernel/areas.ts";
import { startOfDay } from "../../../shared/kernel/calendar.ts";
import { epochMilliseconds, instantOf } from "../../../shared/kernel/clock.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { type Aggregate, pollutantOf } from "../statistics/aggregates.ts";
import { dayAfter, firstDayOf, lastDayOf, type Period, periodsWithin } from "../statistics/periods.ts";
import { totalsOf } from "../statistics/totals.ts";
import { marketView, tradesOf } from "../statistics/views.ts";
import { poolBalances } from "./balances.ts";
import type { ReportPorts } from "./ports.ts";
import { sessionsIn } from "./sessions.ts";

/** The report of the city's market in a month or year, as far as it is counted. */
export async function marketReport(ports: ReportPorts, period: Period) {
  const { aggregates, clock, records } = ports;
  const end = startOfDay(dayAfter(period));
  const now = clock.now();
  // The last instant of the period, or the present where it goes on.
  const at = end <= now ? instantOf(epochMilliseconds(end) - 1) : now;
  const balances = await poolBalances(ports, at, period.slice(0, "2026".length));
  if (!balances.ok) return balances;
  const [ofCity, ...ofAreas] = await Promise.all(areas.map(({ code }) => areaOf(ports, code, period)));
  const whole = (await aggregates.inPeriods({ area: city }, [period])).get(period);
  const totals = totalsOf(whole ? [whole] : [], undefined);
  const defaults = totals.others.find(({ kind }) => kind === "forfeiture") ?? { records: 0, quantity: "0", amount: "0.00" };
  return accept({
    ...{ period, firstDay: firstDayOf(period), lastDay: lastDayOf(period) },
    ...{ trades: totals.trades, turnover: totals.turnover, series: totals.series },
    areas: [ofCity, ...ofAreas].flatMap((area) => (area === undefined ? [] : [area])),
    prices: await priceSeries(ports, period, ofCity?.pollutants.map(({ pollutant }) => pollutant) ?? []),
    balances: { at, reserves: [...balances.value.reserves], caps: [...balances.value.caps] },
    sessions: await sessionsIn(records, period),
    defaults: { records: defaults.records, quantity: defaults.quantity, amount: defaults.amount },
  });
}

/** Turnover of an area by pollutant. Records of a pool and of a site's area count in both, so that areas do not add up to the city. */
async function areaOf({ aggregates }: ReportPorts, area: string, period: Period) {
  const [whole, pollutants] = await Promise.all([aggregates.inPeriods({ area }, [period]), aggregates.pollutants(area, period)]);
  const all = whole.get(period);
  const { trades, turnover } = totalsOf(all ? [all] : [], undefined);
  const views = pollutants.flatMap(pollutantView);
  // The turnover of the city is published of every sale.
  const isTold = area === city || views.every((view) => view.turnover !== undefined);
  return { area, trades, ...(isTold && { turnover }), pollutants: views };
}

function pollutantView(aggregate: Aggregate) {
  const pollutant = pollutantOf(aggregate);
  const markets = tradesOf(aggregate).map(marketView);
  return pollutant === undefined || markets.length === 0
    ? []
    : [{ pollutant, ...(markets.every((market) => !market.withheld) && { turnover: totalsOf([aggregate], undefined).turnover }), markets }];
}

/** Prices of each pollutant by month of a year or day of a month; times without trades are left out. */
async function priceSeries({ aggregates }: ReportPorts, period: Period, pollutants: readonly string[]) {
  const parts = periodsWithin(period);
  const series = await Promise.all(
    pollutants.map(async (pollutant) => {
      const found = await aggregates.inPeriods({ area: city, pollutant }, parts);
      const cells = parts.flatMap((part) => tradesOf(found.get(part)).map((cell) => ({ part, ...marketView(cell) })));
      return [...Map.groupBy(cells, ({ series: name }) => name)].map(([name, some]) => ({
        ...{ pollutant, series: name },
        points: some.flatMap(({ part, averagePrice = null, high, low, last, quantity }) =>
          quantity === undefined ? [] : [{ period: part, averagePrice, high, low, last, quantity }],
        ),
      }));
    }),
  );
  return series.flat();
}
