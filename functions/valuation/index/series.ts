import { decimal } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { type Basket, compositeIndex, type IndexPoint } from "../../../shared/valuation/composite-index.ts";
import { formOf, type PricePeriod, periodAfter } from "../../../shared/valuation/price-periods.ts";
import type { PricedItem, PublishedBaseline } from "../baseline/store.ts";
import type { IndexChangeKind } from "./shapes.ts";
import type { PublishedBasket, PublishedPoint, RestsOn, StoredPoint } from "./store.ts";

type Change = PublishedPoint["changes"][number];

/** Prices of an index: the current one of each item, area and period. */
export interface KnownPrices {
  readonly of: (item: PricedItem, period: PricePeriod) => PublishedBaseline | undefined;
  readonly all: readonly PublishedBaseline[];
}

/** Prices, to be found by what they are for. */
export function knownPrices(all: readonly PublishedBaseline[]): KnownPrices {
  const byName = new Map(all.map((price) => [`${nameOf(price)} ${price.period}`, price]));
  return { all, of: (item, period) => byName.get(`${nameOf(item)} ${period}`) };
}

/**
 * The points of an index that differ from those that are published, from its baskets and prices alone: whatever comes again, or in another
 * order, leads to the same. Each rests on prices of its periods, whether or not they are in effect yet.
 */
export function revisions(baskets: readonly PublishedBasket[], prices: KnownPrices, published: readonly StoredPoint[]): StoredPoint[] {
  const known = new Map(published.map((stored) => [stored.point.period, stored]));
  return computed(baskets, prices).flatMap((point) => revised(baskets, prices, point, known.get(point.period)) ?? []);
}

function computed(baskets: readonly PublishedBasket[], prices: KnownPrices): IndexPoint[] {
  const items = distinctItems(baskets);
  const periods = periodsOf(baskets, prices).map((period) => ({
    period,
    prices: new Map(items.flatMap((item) => priceOf(prices.of(item, period)))),
  }));
  return compositeIndex(
    baskets.map((basket) => basketOf(basket, prices)),
    periods,
  );

  function priceOf(price: PublishedBaseline | undefined) {
    return price ? [[nameOf(price), decimal(price.priceCny)] as const] : [];
  }
}

function basketOf({ period, items }: PublishedBasket, prices: KnownPrices): Basket {
  return {
    period,
    items: items.map((item) => {
      const basePrice = item.basePriceCny ?? required(prices.of(item, period), `price of ${nameOf(item)} for ${period}`).priceCny;
      return { id: nameOf(item), weight: decimal(item.weight), basePrice: decimal(basePrice) };
    }),
  };
}

/** Every period from the first basket's to the last one for which something of the current basket has a price. */
function periodsOf(baskets: readonly PublishedBasket[], { all }: KnownPrices): PricePeriod[] {
  const [first, current] = [required(baskets[0], "first basket"), required(baskets.at(-1), "current basket")];
  const form = formOf(first.period);
  const names = new Set(current.items.map(nameOf));
  const priced = all.filter((price) => names.has(nameOf(price)) && formOf(price.period) === form).map(({ period }) => period);
  const last = priced.reduce((latest, period) => (period > latest ? period : latest), current.period);
  const periods: PricePeriod[] = [];
  for (let period = first.period; period <= last; period = periodAfter(period)) periods.push(period);
  return periods;
}

/** The next version of a point; undefined where it is as it was published. */
function revised(
  baskets: readonly PublishedBasket[],
  prices: KnownPrices,
  point: IndexPoint,
  before: StoredPoint | undefined,
): StoredPoint | undefined {
  const items = new Map(distinctItems(baskets).map(({ item, area }) => [nameOf({ item, area }), { item, area }]));
  const itemOf = (name: string): PricedItem => required(items.get(name), `item ${name}`);
  const basket = required(
    baskets.find(({ period }) => period === point.basket),
    `basket of ${point.basket}`,
  );
  const figures = {
    composite: point.composite,
    items: point.items.map(({ id, index }) => ({ ...itemOf(id), index })),
    carriedForward: point.carriedForward.map(itemOf),
    basketPeriod: point.basket,
  };
  if (before && isSame(before.point, figures)) return undefined;
  const used = point.rests.map(({ id, period }) => ({ period, ...itemOf(id) }));
  const rests = used.map((each): RestsOn => ({ ...each, version: prices.of(each, each.period)?.version ?? 0 }));
  const published = [basket, ...used.flatMap((each) => prices.of(each, each.period) ?? [])].map(({ publishedAt }) => publishedAt);
  const changes = before ? changesOf(before, rests, figures.basketPeriod) : [];
  const reason = reasonOf(changes, prices);
  return {
    rests,
    point: {
      ...{ indexId: basket.indexId, period: point.period, version: (before?.point.version ?? 0) + 1, ...figures, changes },
      ...(reason !== undefined && { reason }),
      publishedAt: published.reduce((latest, at) => (at > latest ? at : latest)),
    },
  };
}

function isSame(before: PublishedPoint, figures: Pick<PublishedPoint, "composite" | "items" | "carriedForward" | "basketPeriod">): boolean {
  const { composite, basketPeriod } = before;
  const text = ({ items, carriedForward }: Pick<PublishedPoint, "items" | "carriedForward">) =>
    JSON.stringify([items.map((item) => [nameOf(item), item.index]), carriedForward.map(nameOf)]);
  return composite === figures.composite && basketPeriod === figures.basketPeriod && text(before) === text(figures);
}

/** What a point rests on that its version before did not. */
function changesOf({ point, rests: before }: StoredPoint, rests: readonly RestsOn[], basketPeriod: string): Change[] {
  const versions = new Map(before.map(({ version, ...price }) => [`${nameOf(price)} ${price.period}`, version]));
  const prices = rests.flatMap(({ version: priceVersion, ...price }): Change[] => {
    const known = versions.get(`${nameOf(price)} ${price.period}`);
    if (known === priceVersion || priceVersion === 0) return [];
    const what: IndexChangeKind = priceVersion > 1 && known !== undefined ? "price-corrected" : "price-published";
    return [{ what, ...price, priceVersion }];
  });
  if (point.basketPeriod === basketPeriod) return prices;
  // Another basket rests on other prices, which are not news.
  return [{ what: "basket-linked", period: basketPeriod }, ...prices.filter(({ what }) => what === "price-corrected")];
}

/** The reasons of the corrections among some changes. */
function reasonOf(changes: readonly Change[], prices: KnownPrices): string | undefined {
  const reasons = changes.flatMap(({ item, area, period }) =>
    item === undefined || area === undefined ? [] : (prices.of({ item, area }, period)?.correctionReason ?? []),
  );
  return reasons.length === 0 ? undefined : [...new Set(reasons)].join("; ");
}

/** The items that baskets have or had. */
export function distinctItems(baskets: readonly PublishedBasket[]): PricedItem[] {
  const named = baskets.flatMap(({ items }) => items).map(({ item, area }) => [nameOf({ item, area }), { item, area }] as const);
  return [...new Map(named).values()];
}

function nameOf({ item, area }: PricedItem): string {
  return `${item} ${area}`;
}
