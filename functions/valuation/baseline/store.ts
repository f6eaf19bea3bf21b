import type * as z from "zod";
import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import type { Item, PageRequest } from "../../../shared/store/client.ts";
import { integer, json, rowCodec } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { baselinePrice } from "./shapes.ts";

/** A version of a baseline price. */
export type PublishedBaseline = z.output<typeof baselinePrice>;

/** An item in an area, which have prices of their own. */
export type PricedItem = Pick<PublishedBaseline, "item" | "area">;

const rows = rowCodec({ price: json((value) => value as PublishedBaseline), version: integer });
const codec = {
  encode: (price: PublishedBaseline) => rows.encode({ price, version: price.version }),
  decode: (item: Item) => rows.decode(item).price,
};

function pricesOf({ item, area }: PricedItem): string {
  return `baseline#${item}#${area}`;
}
function versionsOf(priceId: string): string {
  return `baseline-versions#${priceId}`;
}

function versionKey(priceId: string, version: number) {
  return { pk: versionsOf(priceId), sk: String(version).padStart(8, "0") };
}

/** The id of the price of an item and area for a period: the same before and after it is published. */
export function priceIdOf({ item, area, period }: Pick<PublishedBaseline, "item" | "area" | "period">): string {
  return `${item.replaceAll("/", ".")}.${area}.${period}`;
}

/** Rows of baseline prices, over the table Valuation. Reads are strongly consistent. */
export function baselineRows(table: Table) {
  return {
    /** The current version of a price; undefined if it is not published. */
    baseline: async (priceId: string) =>
      (await table.page({ partition: versionsOf(priceId), descending: true, limit: 1 }, codec.decode)).items[0],
    /** A version of a price. */
    baselineVersion: (priceId: string, version: number) => table.read(versionKey(priceId, version), codec.decode),
    /** Every version of a price, the latest first. */
    baselineVersions: (priceId: string, request: PageRequest) =>
      table.page({ partition: versionsOf(priceId), descending: true, ...request }, codec.decode),
    /** Current prices of an item and area, the newest effective date first, up to a day where one is named. */
    baselines: (of: PricedItem, request: PageRequest & { readonly to?: PlainDate }) =>
      table.page({ partition: pricesOf(of), descending: true, ...request }, codec.decode),
    /** The current price of an item and area that takes effect on a day. */
    baselineOn: (of: PricedItem, effectiveOn: PlainDate) => table.read({ pk: pricesOf(of), sk: effectiveOn }, codec.decode),
    /** Every current price of an item and area, for jobs. */
    everyBaseline: (of: PricedItem) => table.all({ partition: pricesOf(of) }, codec.decode),
    /**
     * Puts a version of a price: for good, and as the current one. `stale` if another version came first, or the first of another period with
     * the same effective date.
     */
    baselinePuts: (price: PublishedBaseline) => [
      table.putVersion({ pk: pricesOf(price), sk: price.effectiveOn }, codec.encode(price), price.version),
      table.putNew(versionKey(price.priceId, price.version), codec.encode(price), "stale"),
    ],
  };
}
