import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { quantity } from "../../../shared/ledger/rows.ts";
import { type Item, keyOf, type Page, type PageRequest } from "../../../shared/store/client.ts";
import { integer, money, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import { nearness } from "../../../shared/valuation/price-on-day.ts";
import type { PositionName, Value } from "./value.ts";

const valueFields = {
  asOf: text,
  entry: integer,
  quantity,
  monthsNotBegun: optional(integer),
  valueCny: money,
  ...{ item: text, area: text, period: text, effectiveOn: text, priceVersion: integer, priceCny: text, pricedMonths: optional(integer) },
  methodVersion: integer,
};
/** A value as it is kept. */
export type StoredValue = RowOf<typeof valueFields>;
const valueCodec = rowCodec(valueFields);

/**
 * The row of a value. In a position's list the one that counts comes last: by the day, then the ledger entry, then the price (the nearer area,
 * the later effective date, the higher version), then the method.
 */
export function valueItem(position: PositionName, value: Value): Item {
  const { asOf, entry, area, effectiveOn, priceVersion, period } = value;
  const price = [nearness(area), area, effectiveOn, padded(priceVersion), period].join("#");
  return {
    ...keyOf({ pk: valuesOf(position), sk: [asOf, padded(entry), price, padded(value.methodVersion)].join("#") }),
    ...valueCodec.encode(value),
  };
}

function valuesOf({ account, instrument }: PositionName): string {
  return `value#${account}#${instrument}`;
}
function padded(value: number): string {
  return String(value).padStart(8, "0");
}

/** Strongly consistent reads of the values of positions in the table Values. */
export function valueReader(table: Pick<Table, "page">) {
  return {
    /** The value that counts today: one reverse query. Undefined where no price has been in force for the position. */
    async latestValue(position: PositionName, today: PlainDate): Promise<StoredValue | undefined> {
      // A key is the day, `#` and more: `~` sorts after all of them.
      const query = { partition: valuesOf(position), descending: true, to: `${today}~`, limit: 1 };
      return (await table.page(query, valueCodec.decode)).items[0];
    },
    /** Values of a position, the latest first. */
    values: (position: PositionName, request: PageRequest): Promise<Page<StoredValue>> =>
      table.page({ partition: valuesOf(position), descending: true, ...request }, valueCodec.decode),
  };
}
