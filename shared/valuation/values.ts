import type { PlainDate } from "../kernel/calendar.ts";
import type { Decimal } from "../kernel/decimal.ts";
import type { Account } from "../ledger/account.ts";
import type { Instrument } from "../ledger/instrument.ts";
import { quantity } from "../ledger/rows.ts";
import { type Item, keyOf, type Page, type PageRequest } from "../store/client.ts";
import { integer, money, optional, type RowOf, rowCodec, text } from "../store/codec.ts";
import type { Table } from "../store/table.ts";
import { methodVersion, monthsNotBegun, positionValue } from "./position-value.ts";
import { nearness, type PriceOnDay } from "./price-on-day.ts";

/** A position of the ledger: who holds what. */
export interface PositionName {
  readonly account: Account;
  readonly instrument: Instrument;
}

/** What a position holds after one of its ledger entries. */
export interface ValuedPosition extends PositionName {
  /** Available and held. */
  readonly quantity: Decimal;
  /** Number of the entry: positions count their entries. */
  readonly entries: number;
}

const valueFields = {
  asOf: text,
  entry: integer,
  quantity,
  monthsNotBegun: optional(integer),
  valueCny: money,
  ...{ item: text, area: text, period: text, effectiveOn: text, priceVersion: integer, priceCny: text, pricedMonths: optional(integer) },
  methodVersion: integer,
};
/**
 * What a position was worth from a day on: the quantity after one of its ledger entries by one price. All of it follows from the entry, the price
 * and the day, so whoever computes it writes the same bytes.
 */
export type Value = RowOf<typeof valueFields>;
const valueCodec = rowCodec(valueFields);

/** The value of a position by the price of a day. */
export function valueBy(position: ValuedPosition, { price, asOf }: PriceOnDay): Value {
  const { instrument, quantity, entries: entry } = position;
  const { item, area, period, effectiveOn, version: priceVersion, priceCny, pricedMonths } = price;
  const months = pricedMonths === undefined ? undefined : monthsNotBegun(instrument, asOf);
  return {
    ...{ asOf, entry, quantity, ...(months !== undefined && { monthsNotBegun: months }) },
    valueCny: positionValue(quantity, instrument, price, asOf),
    ...{ item, area, period, effectiveOn, priceVersion, priceCny, ...(pricedMonths !== undefined && { pricedMonths }) },
    methodVersion,
  };
}

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

/** Strongly consistent reads of the values of positions. */
export interface ValueReader {
  /** The value that counts on a day, today: one reverse query. Undefined where no price has been in force for the position. */
  latestValue(position: PositionName, today: PlainDate): Promise<Value | undefined>;
  /** Values of a position, the latest first. */
  values(position: PositionName, request: PageRequest): Promise<Page<Value>>;
}

/** The reads of values in the table Values. */
export function valueReader(table: Pick<Table, "page">): ValueReader {
  return {
    async latestValue(position, today) {
      // A key is the day, `#` and more: `~` sorts after all of them.
      const query = { partition: valuesOf(position), descending: true, to: `${today}~`, limit: 1 };
      return (await table.page(query, valueCodec.decode)).items[0];
    },
    values: (position, request) => table.page({ partition: valuesOf(position), descending: true, ...request }, valueCodec.decode),
  };
}
