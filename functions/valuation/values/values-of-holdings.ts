import { addMonths, monthOfDay, type PlainDate } from "../../../shared/kernel/calendar.ts";
import { expiryOf } from "../../../shared/ledger/instrument.ts";
import type { Item } from "../../../shared/store/client.ts";
import type { BaselinePrice } from "../../../shared/valuation/baseline-price.ts";
import { type PriceOnDay, priceOnDay } from "../../../shared/valuation/price-on-day.ts";
import type { Holding } from "./store.ts";
import { valueBy } from "./value.ts";
import { valueItem } from "./value-rows.ts";

/** What holdings are valued by. */
export interface ValuedBy {
  /** Every published price of the item. */
  readonly prices: readonly BaselinePrice[];
  /** Days as of which they are valued, the earliest first. */
  readonly days: readonly PlainDate[];
  /** Only those that this price counts for; all where absent. */
  readonly only?: Pick<BaselinePrice, "area" | "period" | "version"> | undefined;
}

/** The rows of the values of some holdings, and how many holdings have one. */
export interface ValuedHoldings {
  readonly rows: readonly Item[];
  readonly valued: number;
}

/**
 * The values of holdings by the prices in force for their areas. None is dated before the day on which its quantity was read, so that no value
 * claims an entry for a time before it. Without a price in force there is none.
 */
export function valuesOfHoldings(holdings: readonly Holding[], { prices, days, only }: ValuedBy): ValuedHoldings {
  const known = new Map<string, PriceOnDay | undefined>();
  const priceOn = (area: string, day: PlainDate): PriceOnDay | undefined => {
    const key = `${area} ${day}`;
    if (!known.has(key)) known.set(key, countingPrice(priceOnDay(prices, area, day), only));
    return known.get(key);
  };
  const rows: Item[] = [];
  let valued = 0;
  for (const holding of holdings) {
    const found = new Map<PlainDate, PriceOnDay>();
    for (const day of days) {
      const on = priceOn(holding.area, day > holding.readOn ? day : holding.readOn);
      if (on) found.set(on.asOf, on);
    }
    for (const on of found.values()) rows.push(valueItem(holding, valueBy(holding, on)));
    if (found.size > 0) valued += 1;
  }
  return { rows, valued };
}

function countingPrice(on: PriceOnDay | undefined, only: ValuedBy["only"]): PriceOnDay | undefined {
  if (!on || !only) return on;
  const { area, period, version } = on.price;
  return area === only.area && period === only.period && version === only.version ? on : undefined;
}

/**
 * Whether a holding leaves the lists when a month begins: its term ended a whole month before. What is left of it is retired by then, and it
 * has been worth nothing since.
 */
export function isOver({ instrument }: Pick<Holding, "instrument">, month: PlainDate): boolean {
  const last = instrument.slice(instrument.lastIndexOf("/") + 1);
  return expiryOf(instrument) !== undefined && last < addMonths(monthOfDay(month), -1);
}
