import * as z from "zod";
import { plain } from "../../shared/kernel/decimal.ts";
import { expects } from "../../shared/kernel/expectations.ts";
import { accept } from "../../shared/kernel/outcome.ts";
import { price } from "../../shared/kernel/schemas.ts";
import { type Basket, compositeIndex, type IndexPoint } from "../../shared/valuation/composite-index.ts";
import { indexWeight } from "../../shared/valuation/index-weight.ts";
import { formOf, pricePeriod } from "../../shared/valuation/price-periods.ts";
import type { Command } from "./command.ts";
import { type Fault, invalidDocument, readAll } from "./read-all.ts";

const oneToHundred = expects("须为 1 至 100 个字符", "a text of 1 to 100 characters");
const itemId = z.string({ error: oneToHundred }).min(1, { error: oneToHundred }).max(100, { error: oneToHundred });
const itemSchema = z.strictObject({
  id: itemId.describe("Item, as prices name it"),
  weight: indexWeight,
  basePrice: price.describe("Price in the basket's period as a decimal string"),
});
const basketItems = z
  .array(itemSchema)
  .min(1, { error: expects("至少一项", "at least one item") })
  .max(200, { error: expects("至多 200 项", "at most 200 items") });

/** The input of `ecovalue index`. */
const indexDocument = z.strictObject({
  basePeriod: pricePeriod.describe("Period that is 100: a year, a quarter or a month; all other periods are of the same form"),
  items: basketItems.describe("What the index is made of, with the prices of the base period"),
  periods: z
    .array(
      z.strictObject({
        period: pricePeriod,
        prices: z.record(itemId, price).describe("Prices by item; one that is missing is carried forward"),
      }),
    )
    .min(1, { error: expects("至少一期", "at least one period") })
    .max(2_000, { error: expects("至多 2000 期", "at most 2,000 periods") })
    .describe("Periods in the order of time, from the base period on"),
  links: z
    .array(z.strictObject({ period: pricePeriod, items: basketItems.describe("The new basket, with the prices of the link period") }))
    .max(20, { error: expects("至多 20 次", "at most 20 links") })
    .default([])
    .describe("Changes of the basket in the order of time, each at one of the periods: the index continues at the level reached in it"),
});

const points = z.string().regex(/^\d+\.\d{2}$/);

/** The output of `ecovalue index`. */
const indexResult = z.strictObject({
  series: z
    .array(
      z.strictObject({
        period: z.string(),
        composite: points,
        items: z.record(z.string(), points).describe("Index of each item of the basket"),
        carriedForward: z.array(z.string()).describe("Items without a price for the period: their last known one was taken"),
      }),
    )
    .describe("One point for each period, two decimals, half up from unrounded values"),
});

type Terms = z.output<typeof indexDocument>;

/** `ecovalue index`: the composite index of prices on a file. */
export const indexCommand: Command = {
  name: "index",
  summary: "compute the composite index of prices: base prices, weights and prices by period in, the index and that of each item out",
  help: `Composite = 100 x sum(weight x price / base price) / sum(weight). Weights are shares of the base period's value, not quantities. The
index of an item is 100 x price / base price. A missing price is carried forward, and carriedForward names the item. At a link period
the old basket is computed for the last time, and the new one continues at its level; a new item begins with 100. Figures have two
decimals, half up from exact values: nothing is rounded before.
Periods are years (2025), quarters (2025-Q1) or months (2025-01), all of one form.

Example
  ecovalue index docs/examples/index-hubei-2025.json`,
  input: indexDocument,
  output: indexResult,
  companions: [],
  run: (document) => {
    const terms = readAll(indexDocument, document);
    if (!terms.ok) return terms;
    const faults = faultsOf(terms.value);
    if (faults.length > 0) return invalidDocument(faults);
    const { basePeriod, items, periods, links } = terms.value;
    const baskets: Basket[] = [{ period: basePeriod, items }, ...links];
    const priced = periods.map(({ period, prices }) => ({ period, prices: new Map(Object.entries(prices)) }));
    return accept({ series: compositeIndex(baskets, priced).map(written) });
  },
};

/** Everything that is wrong between the parts of a document that has the right form. */
function faultsOf({ basePeriod, items, periods, links }: Terms): Fault[] {
  const form = formOf(basePeriod);
  const baskets = [{ path: ["items"], items }, ...links.map((link, place) => ({ path: ["links", place, "items"], items: link.items }))];
  const named = new Set(baskets.flatMap((basket) => basket.items.map(({ id }) => id)));
  const atPeriods = new Set(periods.map(({ period }) => period));
  const dated = [
    ...periods.map(({ period }, place) => ({ period, path: ["periods", place, "period"], after: periods[place - 1]?.period })),
    ...links.map(({ period }, place) => ({ period, path: ["links", place, "period"], after: links[place - 1]?.period ?? basePeriod })),
  ];
  return [
    ...baskets.flatMap(({ path, items: each }) => twice(each, path)),
    ...dated.flatMap(({ period, path, after }) => {
      if (formOf(period) !== form) return [{ path, detail: `has to be a ${form}, as the base period is` }];
      if (after !== undefined && period <= after) return [{ path, detail: `has to be after ${after}` }];
      return period < basePeriod ? [{ path, detail: `has to be ${basePeriod} or later` }] : [];
    }),
    ...links.flatMap(({ period }, place) =>
      atPeriods.has(period)
        ? []
        : [{ path: ["links", place, "period"], detail: "has to be one of the periods, in which the basket changes" }],
    ),
    ...periods.flatMap(({ period, prices }, place) =>
      Object.entries(prices).flatMap(([id, price]) => {
        const path = ["periods", place, "prices", id];
        if (!named.has(id)) return [{ path, detail: "no item of this name in any basket" }];
        const base = period === basePeriod ? items.find((item) => item.id === id)?.basePrice : undefined;
        return base && !base.eq(price) ? [{ path, detail: `differs from the base price, ${plain(base)}` }] : [];
      }),
    ),
  ];
}

function twice(items: readonly { readonly id: string }[], path: readonly PropertyKey[]): Fault[] {
  const first = new Set<string>();
  return items.flatMap(({ id }, place) => {
    if (first.has(id)) return [{ path: [...path, place, "id"], detail: "stands in the basket already" }];
    first.add(id);
    return [];
  });
}

function written({ period, composite, items, carriedForward }: IndexPoint): z.input<typeof indexResult>["series"][number] {
  return {
    period,
    composite,
    items: Object.fromEntries(items.map(({ id, index }) => [id, index])),
    carriedForward: [...carriedForward],
  };
}
