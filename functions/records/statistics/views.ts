import type * as z from "zod";
import { plusDays } from "../../../shared/kernel/calendar.ts";
import { tradeSeries } from "../../../shared/records/trade-record.ts";
import type { Aggregate } from "./aggregates.ts";
import { dayAfter, firstDayOf, type Period } from "./periods.ts";
import type { Cell, Concentration } from "./shapes.ts";
import type { marketFigures } from "./shapes-out.ts";
import type { Complete } from "./standing.ts";
import { tradedOf } from "./totals.ts";
import { isWithheld } from "./withheld.ts";

/** Which market in which period, and how far its figures are complete. */
interface OfMarket {
  readonly area: string;
  readonly period: Period;
  readonly instrument?: string | undefined;
  readonly pollutant?: string | undefined;
  readonly complete: Complete;
  readonly provisional: boolean;
}

/** Statistics as everybody reads them: how volume is spread, without a name. */
export function statisticsView(of: OfMarket, aggregate: Pick<Aggregate, "cells"> | undefined) {
  return { ...periodView(of), markets: tradesOf(aggregate).map(marketView) };
}

/** The public figures of one kind and series of trades; the number of trades alone where the others would tell what is not public of one. */
export function marketView(cell: Cell & { readonly series: string }): MarketView {
  const { kind, series, high, low, first, last, buyers, sellers } = cell;
  if (isWithheld(cell)) return { kind, series, trades: cell.records, withheld: true };
  return {
    ...{ kind, series, ...tradedOf([cell]), high, low, first, last },
    ...{ buyers: buyers && nameless(buyers), sellers: sellers && nameless(sellers) },
  };
}

/** The same spread with the name of the largest party, for authorities. */
export function concentrationView(of: OfMarket, aggregate: Pick<Aggregate, "cells"> | undefined) {
  const markets = tradesOf(aggregate).map(({ kind, series, buyers, sellers }) => ({
    ...{ kind, series },
    ...{ buyers: buyers && named(buyers), sellers: sellers && named(sellers) },
  }));
  return { ...periodView(of), markets };
}

function periodView({ area, period, instrument, pollutant, complete, provisional }: OfMarket) {
  const days = { firstDay: firstDayOf(period), lastDay: plusDays(dayAfter(period), -1) };
  return { period, ...days, area, instrument, pollutant, complete: { ...complete }, provisional };
}

/** The cells of an aggregate that are trades, by series. */
export function tradesOf(aggregate: Pick<Aggregate, "cells"> | undefined): readonly (Cell & { readonly series: string })[] {
  const known: readonly string[] = tradeSeries;
  return (aggregate?.cells ?? [])
    .flatMap((cell) => (cell.series === undefined ? [] : [{ ...cell, series: cell.series }]))
    .sort((one, other) => known.indexOf(one.series) - known.indexOf(other.series));
}

/** Public figures of a market. */
type MarketView = z.input<typeof marketFigures>;

function nameless({ parties, largest, hhi }: Concentration) {
  return { parties, largestShare: largest.share, hhi };
}

function named({ parties, largest: { share, ...largest }, hhi }: Concentration) {
  return { parties, largestShare: share, hhi, largest };
}
