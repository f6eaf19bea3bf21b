import { areasAround, covers } from "../kernel/areas.ts";
import type { PlainDate } from "../kernel/calendar.ts";
import type { AssetItem } from "./asset-classes.ts";

/** A published baseline price, as far as values depend on it. */
export interface BaselinePrice {
  readonly item: AssetItem;
  /** Area for which it is published. */
  readonly area: string;
  /** What it is published for, such as `2027-Q1`. */
  readonly period: string;
  /** First day on which it counts. */
  readonly effectiveOn: PlainDate;
  /** 1 as it was first published; every correction is another. */
  readonly version: number;
  /** CNY for a unit, decimal string. */
  readonly priceCny: string;
  /** Months that it pays for; absent where the price does not depend on time. */
  readonly pricedMonths?: number | undefined;
}

/** Whether the first of two prices of an item and an area wins: the later effective date, then the higher version. */
export function comesAfter(
  one: Pick<BaselinePrice, "effectiveOn" | "version">,
  other: Pick<BaselinePrice, "effectiveOn" | "version">,
): boolean {
  return one.effectiveOn === other.effectiveOn ? one.version > other.version : one.effectiveOn > other.effectiveOn;
}

/**
 * The price that counts for an area on a day: of those in effect for the smallest area around it, the latest. Undefined where none is in
 * effect.
 */
export function priceInForce<Price extends BaselinePrice>(prices: readonly Price[], area: string, day: PlainDate): Price | undefined {
  const inEffect = prices.filter((price) => price.effectiveOn <= day && covers(price.area, area));
  const nearest = inEffect.reduce<string | undefined>(
    (least, price) => (least === undefined || areasAround(price.area).length > areasAround(least).length ? price.area : least),
    undefined,
  );
  return inEffect
    .filter((price) => price.area === nearest)
    .reduce<Price | undefined>((latest, price) => (latest && !comesAfter(price, latest) ? latest : price), undefined);
}
