import type { Call } from "../../../shared/http/api-handler.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { startOfDay } from "../../../shared/kernel/calendar.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { chosenOf } from "../readings/chosen.ts";
import { recordReading } from "../readings/record-reading.ts";
import { instrumentOf } from "./aggregates.ts";
import type { statisticsEndpoints } from "./contract.ts";
import { firstDayOf } from "./periods.ts";
import type { StatisticsPorts } from "./ports.ts";
import { concentrationView, statisticsView } from "./views.ts";

type Endpoints = typeof statisticsEndpoints;

/** What a period's market is asked for by. */
interface AskedMarket {
  readonly instrument?: string | undefined;
  readonly pollutant?: string | undefined;
}

/** The statistics of every instrument that was traded in a period, a page at a time. */
export async function listMarketStatistics(ports: StatisticsPorts, { params, query }: Call<Endpoints["listMarketStatistics"]>) {
  const { period } = params;
  const begun = beginning(ports, period);
  if (!begun.ok) return begun;
  const { area = city, ...request } = query;
  const { items, ...rest } = await ports.aggregates.instruments(area, period, request);
  const standing = await standingIn(ports, period);
  const views = items.map((aggregate) => statisticsView({ ...standing, area, period, instrument: instrumentOf(aggregate) }, aggregate));
  return accept({ response: { items: views, ...rest } });
}

/** The statistics of one instrument or pollutant in a period. */
export async function readMarketStatistics(ports: StatisticsPorts, { params, query }: Call<Endpoints["readMarketStatistics"]>) {
  const { area = city, ...asked } = query;
  const market = await marketOf(ports, params.period, asked);
  if (!market.ok) return market;
  const of = { ...(await standingIn(ports, params.period)), area, period: params.period, ...market.value };
  return accept({ response: statisticsView(of, await aggregateOf(ports, area, params.period, market.value)) });
}

/** How the sides of a market are spread over parties, with the names of the largest: for authorities, of their area. */
export async function readMarketConcentration(
  ports: StatisticsPorts,
  { caller, endpoint, params, query }: Call<Endpoints["readMarketConcentration"]>,
) {
  const { area: wanted, purpose, investigation, ...asked } = query;
  const area = scopeOf(caller).areaToList(wanted);
  if (area === undefined) return refuse({ code: "not-found" });
  const market = await marketOf(ports, params.period, asked);
  if (!market.ok) return market;
  const { operationId: operation } = endpoint;
  const named = {
    operation,
    area,
    kinds: ["trade-records"],
    asked: chosenOf({ ...asked, area, period: params.period }),
    purpose,
    investigation,
  };
  // With one buyer, its share is all that was sold: names are a reading of the area.
  const recorded = await recordReading(ports, caller, named);
  if (!recorded.ok) return recorded;
  const of = { ...(await standingIn(ports, params.period)), area, period: params.period, ...market.value };
  return accept({ response: concentrationView(of, await aggregateOf(ports, area, params.period, market.value)) });
}

/** The one instrument or pollutant that is asked for, in a period that has begun. */
export async function marketOf(ports: Pick<StatisticsPorts, "clock" | "trades">, period: string, { instrument, pollutant }: AskedMarket) {
  if ((instrument === undefined) === (pollutant === undefined)) return refuse({ code: "market-not-named" });
  const begun = beginning(ports, period);
  if (!begun.ok) return begun;
  if (instrument !== undefined && !(await ports.trades.knows(instrument))) return refuse({ code: "instrument-unknown", instrument });
  return accept(instrument === undefined ? { pollutant } : { instrument });
}

/** Whether a period has begun. */
export function beginning({ clock }: Pick<StatisticsPorts, "clock">, period: string) {
  const [now, at] = [clock.now(), startOfDay(firstDayOf(period))];
  return at > now ? refuse({ code: "instant-to-come", at, now }) : accept(at);
}

/** How far a period's figures are complete. */
export async function standingIn({ standing }: Pick<StatisticsPorts, "standing">, period: string) {
  const { progress, complete } = await standing.standing();
  return { complete, provisional: !(await standing.isSealed(period, progress)) };
}

async function aggregateOf({ aggregates }: StatisticsPorts, area: string, period: string, market: AskedMarket) {
  return (await aggregates.inPeriods({ area, ...market }, [period])).get(period);
}
