import type * as z from "zod";
import type { Item, PageRequest } from "../../../shared/store/client.ts";
import { integer, json, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { PricedItem } from "../baseline/store.ts";
import type { indexBasket, indexPoint } from "./shapes.ts";

/** A basket of an index. */
export type PublishedBasket = z.output<typeof indexBasket>;
/** A version of the index of a period. */
export type PublishedPoint = z.output<typeof indexPoint>;
/** A version of a price that a point rests on. */
export interface RestsOn extends PricedItem {
  readonly period: string;
  /** Zero for a price that the basket states. */
  readonly version: number;
}
/** A version of a point with the prices that it rests on. */
export interface StoredPoint {
  readonly point: PublishedPoint;
  readonly rests: readonly RestsOn[];
}

const indexFields = { indexId: text, basePeriod: text, basketPeriod: text, version: integer };
/** An index; its version is the number of its baskets. */
export type Index = RowOf<typeof indexFields>;
const indexCodec = rowCodec(indexFields);

const basketCodec = rowCodec({ basket: json((value) => value as PublishedBasket) });
const memberCodec = rowCodec({ indexId: text });
const pointRows = rowCodec({
  point: json((value) => value as PublishedPoint),
  rests: json((value) => value as readonly RestsOn[]),
  version: integer,
});
const encodePoint = (stored: StoredPoint) => pointRows.encode({ ...stored, version: stored.point.version });
const decodePoint = (item: Item): StoredPoint => {
  const { point, rests } = pointRows.decode(item);
  return { point, rests };
};

const indexes = "indexes";
const basketsOf = (indexId: string) => `baskets#${indexId}`;
const withItem = ({ item, area }: PricedItem) => `index-items#${item}#${area}`;
const pointsOf = (indexId: string) => `index-points#${indexId}`;
const versionsOf = (indexId: string, period: string) => `index-versions#${indexId}#${period}`;

/** Rows of indexes, over the table Valuation. Reads are strongly consistent. */
export function indexRows(table: Table) {
  return {
    /** An index; undefined before its first basket. */
    index: (indexId: string) => table.read({ pk: indexes, sk: indexId }, indexCodec.decode),
    /** Indexes by their ids. */
    indexes: (request: PageRequest) => table.page({ partition: indexes, ...request }, indexCodec.decode),
    /** Puts an index with a further basket; `stale` if another basket came first. */
    indexPut: (row: Index) => table.putVersion({ pk: indexes, sk: row.indexId }, indexCodec.encode(row), row.version),
    /** Baskets of an index, the latest first. */
    baskets: (indexId: string, request: PageRequest) =>
      table.page({ partition: basketsOf(indexId), descending: true, ...request }, (item) => basketCodec.decode(item).basket),
    /** Every basket of an index, the first one first. */
    everyBasket: (indexId: string) => table.all({ partition: basketsOf(indexId) }, (item) => basketCodec.decode(item).basket),
    /** Puts a basket for good, and notes with each of its items that the index has it. */
    basketPuts: (basket: PublishedBasket) => [
      table.putNew({ pk: basketsOf(basket.indexId), sk: basket.period }, basketCodec.encode({ basket }), "stale"),
      ...basket.items.map((item) => {
        const { indexId } = basket;
        return table.put({ pk: withItem(item), sk: indexId }, memberCodec.encode({ indexId }));
      }),
    ],
    /** Ids of the indexes that have or had an item in an area. */
    indexesWith: (of: PricedItem) => table.all({ partition: withItem(of) }, (item) => memberCodec.decode(item).indexId),
    /** Current points of an index, the latest period first. */
    points: (indexId: string, request: PageRequest) =>
      table.page({ partition: pointsOf(indexId), descending: true, ...request }, decodePoint),
    /** Every current point of an index. */
    everyPoint: (indexId: string) => table.all({ partition: pointsOf(indexId) }, decodePoint),
    /** Every version of a point, the latest first. */
    pointVersions: (indexId: string, period: string, request: PageRequest) =>
      table.page({ partition: versionsOf(indexId, period), descending: true, ...request }, decodePoint),
    /** Puts a version of a point: for good, and as the current one. `stale` if another came first. */
    pointPuts: (stored: StoredPoint) => {
      const { indexId, period, version } = stored.point;
      return [
        table.putVersion({ pk: pointsOf(indexId), sk: period }, encodePoint(stored), version),
        table.putNew({ pk: versionsOf(indexId, period), sk: String(version).padStart(8, "0") }, encodePoint(stored), "stale"),
      ];
    },
  };
}
