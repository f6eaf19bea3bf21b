import { dueIndex } from "../../../shared/deployment/indexes.ts";
import { areasAround } from "../../../shared/kernel/areas.ts";
import { endOfMonth, monthOf, type PlainDate, startOfDay } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { stripeOf } from "../../../shared/kernel/ids.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { type Item, type Key, keyOf, type PageRequest } from "../../../shared/store/client.ts";
import { integer, optional, rowCodec, text } from "../../../shared/store/codec.ts";
import { dueAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { BaselinePrice } from "../../../shared/valuation/baseline-price.ts";
import { positionKey } from "../register/positions.ts";
import type { PositionName } from "../register/rows.ts";

const priceFields = {
  ...{ item: text, area: text, period: text, effectiveOn: text, number: integer, priceCny: text },
  pricedMonths: optional(integer),
};
const priceCodec = rowCodec(priceFields);

/** A position on which a pledge stands and whose item has prices. */
const listedCodec = rowCodec({ account: text, instrument: text });

/** Stripes of the list of positions that a price values. */
export const pricedStripes = 8;
/** Kind of due work: items whose values change by time alone. */
export const coverageTurn = "coverage-turn";

function pricesPartition(item: string): string {
  return `prices#${item}`;
}
/** Key of a position in the list of those that an item's price values. */
function pricedKey(item: string, position: PositionName): Key {
  const key = positionKey(position);
  return { pk: pricedPartition(item, stripeOf(key, pricedStripes)), sk: key };
}
function pricedPartition(item: string, stripe: number): string {
  return `priced#${item}#${stripe}`;
}
function turnKey(item: string, sk: string): Key {
  return { pk: `coverage-turn#${item}`, sk };
}
/** The item that a turn is of. */
export function itemOfTurn({ pk }: Key): string {
  return required(pk.split("#")[1], "item of a turn");
}
const ofMonth = "month";

/** The row of a published price. Earlier versions and dates stay: which one counts follows from the day. */
function priceRow({ version: number, ...price }: BaselinePrice): Item {
  const { item, area, period, effectiveOn } = price;
  const sk = `${area}#${effectiveOn}#${String(number).padStart(8, "0")}#${period}`;
  return { ...keyOf({ pk: pricesPartition(item), sk }), ...priceCodec.encode({ ...price, number }) };
}

function decodePrice(item: Item): BaselinePrice {
  const { number: version, pricedMonths, ...price } = priceCodec.decode(item);
  return { ...price, version, ...(pricedMonths !== undefined && { pricedMonths }) };
}

/** Reads and writes of published prices, of the positions that each values and of when they do so anew; all reads are strongly consistent. */
export function pricedRows(table: Table) {
  return {
    /** Keeps a published price: rewriting it writes the same bytes. */
    coveragePricePut: (price: BaselinePrice) => table.putAll([priceRow(price)]),
    /** Prices that may be in force for an area on a day: of each area around it the latest, one row each. */
    async coveragePrices(item: string, area: string, day: PlainDate): Promise<BaselinePrice[]> {
      const latest = async (of: string): Promise<BaselinePrice[]> => {
        const range = { from: `${of}#`, to: `${of}#${day}#~`, descending: true, limit: 1 };
        return (await table.page({ partition: pricesPartition(item), ...range }, decodePrice)).items;
      };
      return (await Promise.all(areasAround(area).map(latest))).flat();
    },
    /** A page of the positions of a stripe that an item's price values. */
    pricedPositions: (item: string, stripe: number, request: PageRequest) =>
      table.page({ partition: pricedPartition(item, stripe), ...request }, listedCodec.decode),
    /** Whether a position is in the list of those that an item's price values. */
    async isPriced(item: string, position: PositionName): Promise<boolean> {
      return (await table.read(pricedKey(item, position), () => true)) === true;
    },
    /** Puts a position into that list, or takes it out. */
    pricedWrite: (item: string, { account, instrument }: PositionName, listed: boolean): WriteFragment<never> => {
      const key = pricedKey(item, { account, instrument });
      return listed ? table.put(key, listedCodec.encode({ account, instrument })) : table.remove(key);
    },
    /** Makes the values of an item due when the next month begins, where they are not yet: `done` if they are. */
    monthTurnBegun: (item: string, at: Instant): WriteFragment<never> =>
      table.putNew(turnKey(item, ofMonth), dueAs(coverageTurn, item, endOfMonth(monthOf(at))), "done"),
    /** Makes the values of an item due on the day from which a price counts. */
    priceTurn: (item: string, effectiveOn: PlainDate): WriteFragment<never> => {
      const sk = `price#${effectiveOn}`;
      return table.put(turnKey(item, sk), dueAs(coverageTurn, `${item}#${sk}`, startOfDay(effectiveOn)));
    },
    /** What a turn leaves once its pages are asked for: the turn of the next month, or nothing. */
    turnDone: (key: Key, at: Instant): WriteFragment<never> =>
      key.sk === ofMonth ? table.put(key, dueAs(coverageTurn, itemOfTurn(key), endOfMonth(monthOf(at)))) : table.remove(key),
    /** When a turn is due; undefined once it is done. */
    turnDue: (key: Key): Promise<string | undefined> => table.read(key, (item) => item[dueIndex.sort]?.S),
  };
}
