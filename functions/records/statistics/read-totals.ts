import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf, type PlainDate, plusDays, startOfDay } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { authorizedRange } from "../trades/authorized-range.ts";
import { figuresOf } from "../trades/figures.ts";
import type { RecordRange } from "../trades/store.ts";
import type { Progress } from "./aggregates.ts";
import type { statisticsEndpoints } from "./contract.ts";
import type { StatisticsPorts } from "./ports.ts";
import type { WithoutTotals } from "./problems.ts";
import { totalsOf } from "./totals.ts";

/** Where records are exported of which no totals are kept. */
export const exportAt = "/records/exports";

/**
 * Totals of the records of whole days: sums of a bounded number of aggregates, never of records. They name no party, so that they are no
 * reading of another party's data.
 */
export async function readTradeTotals(
  ports: StatisticsPorts,
  { caller, endpoint, query }: Call<typeof statisticsEndpoints.readTradeTotals>,
) {
  const { leastPrice, mostPrice, leastQuantity, mostQuantity, ...selected } = query;
  const figures = figuresOf({ leastPrice, mostPrice, leastQuantity, mostQuantity });
  const asked = await authorizedRange(ports, caller, { ...selected, figures }, { operation: endpoint.operationId, combinations: "any" });
  if (!asked.ok) return asked;
  const { area, selection, from, before } = asked.value.range;
  const without = withoutTotals(asked.value.range, asked.value.figures);
  if (without.length > 0) return refuse({ code: "totals-not-kept", asked: without, exportAt });
  const { progress, complete } = await ports.standing.standing();
  const days = progress && daysCounted(progress, from, before);
  const { instrument, pollutant, kind } = selection;
  const rows = days ? await ports.aggregates.between({ area, instrument, pollutant }, days.firstDay, days.lastDay) : [];
  return accept({ response: { area, ...days, complete: { ...complete }, ...totalsOf(rows, kind) } });
}

/** What of a selection no union of aggregates answers. */
function withoutTotals(
  { selection, from, before }: RecordRange,
  figures: readonly { readonly of: WithoutTotals }[],
): readonly WithoutTotals[] {
  const one = (["auction", "party"] as const).filter((name) => selection[name] !== undefined);
  const parts = [from, before].some((at) => at !== undefined && startOfDay(dayOf(at)) !== at);
  return [...one, ...figures.map(({ of }) => of), ...(parts ? ["part-of-a-day" as const] : [])];
}

/** The whole days of a range that can have records; undefined where there are none. */
function daysCounted({ firstDay: first, lastDay: last }: Progress, from: Instant | undefined, before: Instant | undefined) {
  const firstDay = from === undefined ? first : laterOf(first, dayOf(from));
  const end = before === undefined ? last : plusDays(dayOf(before), -1);
  const lastDay = end < last ? end : last;
  return firstDay <= lastDay ? { firstDay, lastDay } : undefined;
}

function laterOf(one: PlainDate, other: PlainDate): PlainDate {
  return one > other ? one : other;
}
