import type { Call } from "../../../shared/http/api-handler.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { dayOf, type PlainDate, plusDays, startOfDay } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { Progress } from "./aggregates.ts";
import type { statisticsEndpoints } from "./contract.ts";
import type { StatisticsPorts } from "./ports.ts";
import { totalsOf } from "./totals.ts";

type Query = Call<typeof statisticsEndpoints.readTradeTotals>["query"];

/** What totals are kept by, as a refusal says it. */
const supported = "area, from and before at midnight in Shanghai, instrument or pollutant, kind";
const exportAt = "/records/exports";

/** Parameters by which nothing is summed beforehand. */
const kept = new Set(["from", "before", "area", "instrument", "pollutant", "kind"]);

/** Totals of the records of whole days: sums of a bounded number of aggregates, never of records. */
export async function readTradeTotals(
  { aggregates }: StatisticsPorts,
  { caller, query }: Call<typeof statisticsEndpoints.readTradeTotals>,
) {
  const scope = scopeOf(caller);
  const area = scope.area === undefined ? city : scope.areaToList(query.area);
  if (area === undefined) return refuse({ code: "not-found" });
  const asked = unsupported(query, scope.area === undefined);
  if (asked.length > 0) return refuse({ code: "totals-not-kept", asked, supported, exportAt });
  const { from, before, instrument, pollutant, kind } = query;
  if (from !== undefined && before !== undefined && from >= before) return refuse({ code: "range-inverted", from, before });
  const progress = await aggregates.progress();
  const days = progress && daysCounted(progress, from, before);
  const rows = days ? await aggregates.between({ area, instrument, pollutant }, days.firstDay, days.lastDay) : [];
  return accept({ response: { area, ...days, complete: completeThrough(progress), ...totalsOf(rows, kind) } });
}

/** What of a query no union of aggregates answers. */
function unsupported(query: Query, ofOneParty: boolean): readonly string[] {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined || kept.has(name) ? [] : [name]));
  const parts = (["from", "before"] as const).filter((name) => ((at) => at !== undefined && startOfDay(dayOf(at)) !== at)(query[name]));
  const both = query.instrument !== undefined && query.pollutant !== undefined ? ["instrument and pollutant"] : [];
  return [...new Set([...(ofOneParty ? ["partyId"] : []), ...given, ...parts, ...both])];
}

/** The whole days of a range that can have records; undefined where there are none. */
function daysCounted(progress: Progress, from: Instant | undefined, before: Instant | undefined) {
  const firstDay = latest(progress.firstDay, from === undefined ? progress.firstDay : dayOf(from));
  const end = before === undefined ? progress.lastDay : plusDays(dayOf(before), -1);
  const lastDay = end < progress.lastDay ? end : progress.lastDay;
  return firstDay <= lastDay ? { firstDay, lastDay } : undefined;
}

function latest(one: PlainDate, other: PlainDate): PlainDate {
  return one > other ? one : other;
}

/** How far aggregates are complete, for readers. */
export function completeThrough(progress: Progress | undefined) {
  if (progress === undefined) return { block: 0 };
  const { block, through } = progress;
  return { block, through: through.slice(0, through.indexOf("#")) };
}
