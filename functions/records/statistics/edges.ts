import { decimal } from "../../../shared/kernel/decimal.ts";
import { recordKeyOf } from "../../../shared/records/record-hash.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import { recordIdIn } from "../sealing/blocks.ts";
import { type Detail, type EdgeName, edgeNames, type Quote } from "./shapes.ts";

/**
 * So many prices are kept of each order: a price whose trade is reversed later gives way to the next. Where more of the same end of an order
 * are reversed in a period, the figure is left out rather than wrong.
 */
export const quotesKept = 32;

const byPrice = (one: Quote, other: Quote): number => decimal(one.price).comparedTo(decimal(other.price));
const byKey = (one: Quote, other: Quote): number => (one.key < other.key ? -1 : Number(one.key > other.key));

/** Which price of a record counts for each figure, and in which order. */
const edges: Readonly<
  Record<EdgeName, { readonly price: (record: TradeRecord) => string | undefined; readonly order: (one: Quote, other: Quote) => number }>
> = {
  high: { price: (record) => pricesOf(record).at(-1), order: (one, other) => byPrice(other, one) || byKey(one, other) },
  low: { price: (record) => pricesOf(record).at(0), order: (one, other) => byPrice(one, other) || byKey(one, other) },
  first: { price: ({ price }) => price, order: byKey },
  last: { price: ({ price }) => price, order: (one, other) => byKey(other, one) },
};

/** The prices at which a record's quantity was traded, the lowest first: those of its lines, else its own. */
function pricesOf({ lines, price }: TradeRecord): readonly string[] {
  const all = lines?.map((line) => line.price) ?? (price === undefined ? [] : [price]);
  return [...all].sort((one, other) => decimal(one).comparedTo(decimal(other)));
}

/** The edges with the prices of more trades; records that take others back have none. Neither order nor batches change the result. */
export function edgesWith(kept: Detail["edges"] | undefined, records: readonly TradeRecord[]): Detail["edges"] {
  const made = records.filter(({ reverses }) => reverses === undefined);
  const next = (name: EdgeName): Quote[] => {
    const quotes = made.flatMap((record) => {
      const price = edges[name].price(record);
      return price === undefined ? [] : [{ price, key: recordKeyOf(record) }];
    });
    return [...(kept?.[name] ?? []), ...quotes].sort(edges[name].order).slice(0, quotesKept);
  };
  return { high: next("high"), low: next("low"), first: next("first"), last: next("last") };
}

/** The figures of some edges: of each, the first price whose trade was not taken back. */
export function figuresOf({ edges: kept, reversed }: Pick<Detail, "edges" | "reversed">): { readonly [Name in EdgeName]?: string } {
  const gone = new Set(reversed);
  return Object.fromEntries(
    edgeNames.flatMap((name) => {
      const standing = kept[name].find(({ key }) => !gone.has(recordIdIn(key)));
      return standing ? [[name, standing.price]] : [];
    }),
  );
}
