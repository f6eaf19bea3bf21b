import { areasAround, covers } from "../kernel/areas.ts";
import { monthOfDay, type PlainDate } from "../kernel/calendar.ts";
import { type BaselinePrice, priceInForce } from "./baseline-price.ts";

/** The price that counts for an area on a day, and since when values may rest on it. */
export interface PriceOnDay<Price extends BaselinePrice = BaselinePrice> {
  readonly price: Price;
  /**
   * The last day, up to the day itself, on which values in the area may have changed by prices or by time: the first of the month, or the
   * effective date of any price that covers the area. It never goes back as prices are published and days pass, so the value with the
   * latest one rests on the most that was known.
   */
  readonly asOf: PlainDate;
}

/** The price in force for an area on a day; undefined where none is. */
export function priceOnDay<Price extends BaselinePrice>(
  prices: readonly Price[],
  area: string,
  day: PlainDate,
): PriceOnDay<Price> | undefined {
  const price = priceInForce(prices, area, day);
  if (!price) return undefined;
  const begun = prices.filter((each) => each.effectiveOn <= day && covers(each.area, area)).map(({ effectiveOn }) => effectiveOn);
  return { price, asOf: begun.reduce((latest, each) => (each > latest ? each : latest), `${monthOfDay(day)}-01`) };
}

/** How near a price's area is to those in it: 1 for the city, more for what lies in it. */
export function nearness(area: string): number {
  const known = nearnesses.get(area);
  if (known !== undefined) return known;
  const found = areasAround(area).length;
  nearnesses.set(area, found);
  return found;
}

/** Of the areas that were asked for: every value asks, and there are few areas. */
const nearnesses = new Map<string, number>();
