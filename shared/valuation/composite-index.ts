import { type Decimal, sum } from "../kernel/decimal.ts";
import { type Fraction, fraction, fractionOf, halfUp, leastCommonMultiple, over, times } from "../kernel/fraction.ts";
import { required } from "../kernel/invariant.ts";
import type { PricePeriod } from "./price-periods.ts";

/** An item of a basket. */
export interface BasketItem {
  readonly id: string;
  /** Its share of the value of the basket's period; only the ratio of weights matters. */
  readonly weight: Decimal;
  /** Its price in the basket's period, above zero. */
  readonly basePrice: Decimal;
}

/** What an index is made of from a period on: the base period, or one at which the basket changes. */
export interface Basket {
  readonly period: PricePeriod;
  /** Distinct items. */
  readonly items: readonly BasketItem[];
}

/** Prices that are known for a period, by item. */
export interface PricedPeriod {
  readonly period: PricePeriod;
  readonly prices: ReadonlyMap<string, Decimal>;
}

/** The price of which period an item was computed with. */
export interface PriceUsed {
  readonly id: string;
  readonly period: PricePeriod;
}

/** The index of a period, half up to two decimals. */
export interface IndexPoint {
  readonly period: PricePeriod;
  readonly composite: string;
  /** The index of each item, in the order of the basket. */
  readonly items: readonly { readonly id: string; readonly index: string }[];
  /** Items without a price for the period: their last known one was carried forward. */
  readonly carriedForward: readonly string[];
  /** Period of the basket that it was computed with. */
  readonly basket: PricePeriod;
  /** Every price that it rests on, those at which baskets were linked among them. */
  readonly rests: readonly PriceUsed[];
}

/** A price, and the period of which it is. */
interface Known {
  readonly price: Decimal;
  readonly period: PricePeriod;
}

/** A basket with the levels that it continues. */
interface Linked {
  readonly basket: Basket;
  /** Level of the composite: not in lowest terms, which would cost more than all else and change nothing. */
  readonly level: Fraction;
  /** The level of each of its items: one that is new begins with 100. */
  readonly levels: ReadonlyMap<string, Fraction>;
  /** weight / base price / sum of the weights of each item, over one denominator. */
  readonly coefficients: { readonly numerators: readonly bigint[]; readonly denominator: bigint };
  /** Prices that the levels rest on. */
  readonly rests: readonly PriceUsed[];
}

/** Unrounded values of a period. */
interface Computed {
  readonly composite: Fraction;
  readonly items: ReadonlyMap<string, Fraction>;
  readonly carriedForward: readonly string[];
  readonly rests: readonly PriceUsed[];
}

const hundred = fraction(100n, 1n);
const places = 2;

/**
 * The composite index of periods: 100 x sum(weight x price / base price) / sum(weight), weights being shares of value, and the index of
 * each item. A missing price is carried forward. Where the basket changes, the new one continues at the level that the old one reached in
 * that period. The first basket's period is 100; baskets and periods come in the order of time, and no period is before the first basket's.
 */
export function compositeIndex(baskets: readonly Basket[], periods: readonly PricedPeriod[]): IndexPoint[] {
  const [first, ...later] = baskets;
  const known = new Map<string, Known>();
  let linked = beginning(required(first, "basket of the base period"), known);
  const waiting = [...later];
  const points: IndexPoint[] = [];
  for (const { period, prices } of periods) {
    // A basket that was linked between two periods continues what the period before reached.
    for (let next = waiting[0]; next && next.period < period; next = waiting[0]) {
      linked = linkedAt(linked, next, known);
      waiting.shift();
    }
    for (const [id, price] of prices) if (!isBase(linked.basket, period, id)) known.set(id, { price, period });
    const computed = computedFor(linked, known, period);
    points.push(pointOf(period, linked, computed));
    if (waiting[0]?.period === period) {
      linked = linkedAt(linked, waiting[0], known);
      waiting.shift();
    }
  }
  return points;
}

/** Whether the price of a period is the base price of a basket: that period is 100, whatever else is said of it. */
function isBase({ period: base, items }: Basket, period: PricePeriod, id: string): boolean {
  return base === period && items.some((item) => item.id === id);
}

function beginning(basket: Basket, known: Map<string, Known>): Linked {
  return linkedTo(basket, { composite: hundred, items: new Map(), rests: [] }, known);
}

function linkedAt(before: Linked, basket: Basket, known: Map<string, Known>): Linked {
  return linkedTo(basket, computedFor(before, known, basket.period), known);
}

function linkedTo(
  basket: Basket,
  { composite, items, rests }: Pick<Computed, "composite" | "items" | "rests">,
  known: Map<string, Known>,
): Linked {
  const { period } = basket;
  // Until another is known, the price of an item is that of the basket's period.
  for (const { id, basePrice } of basket.items) known.set(id, { price: basePrice, period });
  const levels = new Map(basket.items.map(({ id }) => [id, items.get(id) ?? hundred]));
  return { basket, level: composite, levels, coefficients: coefficientsOf(basket), rests };
}

function coefficientsOf({ items }: Basket): Linked["coefficients"] {
  const weights = fractionOf(sum(items.map(({ weight }) => weight)));
  const quotients = items.map(({ weight, basePrice }) => over(over(fractionOf(weight), fractionOf(basePrice)), weights));
  const denominator = quotients.reduce((common, each) => leastCommonMultiple(common, each.denominator), 1n);
  return { numerators: quotients.map((each) => each.numerator * (denominator / each.denominator)), denominator };
}

function computedFor({ basket, levels, rests, ...linked }: Linked, known: ReadonlyMap<string, Known>, period: PricePeriod): Computed {
  const used = basket.items.map((item) => ({ ...item, ...required(known.get(item.id), `price of ${item.id}`) }));
  const items = used.map(({ id, price, basePrice }) => {
    const level = required(levels.get(id), `level of ${id}`);
    return [id, times(level, over(fractionOf(price), fractionOf(basePrice)))] as const;
  });
  return {
    composite: compositeOf(
      linked,
      used.map(({ price }) => price),
    ),
    items: new Map(items),
    carriedForward: used.filter((each) => each.period < period).map(({ id }) => id),
    rests: distinct([...rests, ...basket.items.map(({ id }) => ({ id, period: basket.period })), ...used]),
  };
}

function compositeOf({ level, coefficients }: Pick<Linked, "level" | "coefficients">, prices: readonly Decimal[]): Fraction {
  const scale = Math.max(...prices.map((price) => price.decimalPlaces()));
  const whole = prices.map((price) => BigInt(price.toFixed(scale).replace(".", "")));
  const weighted = whole.reduce((total, price, place) => total + price * required(coefficients.numerators[place], "coefficient"), 0n);
  return {
    numerator: level.numerator * weighted,
    denominator: level.denominator * coefficients.denominator * 10n ** BigInt(scale),
  };
}

function pointOf(period: PricePeriod, { basket }: Linked, { composite, items, carriedForward, rests }: Computed): IndexPoint {
  return {
    period,
    composite: halfUp(composite, places),
    items: basket.items.map(({ id }) => ({ id, index: halfUp(required(items.get(id), `index of ${id}`), places) })),
    carriedForward,
    basket: basket.period,
    rests,
  };
}

function distinct(used: readonly PriceUsed[]): PriceUsed[] {
  return [...new Map(used.map(({ id, period }) => [`${period} ${id}`, { id, period }])).values()];
}
