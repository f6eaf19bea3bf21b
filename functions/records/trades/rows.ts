import { areasAround, city } from "../../../shared/kernel/areas.ts";
import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { recordKeyOf } from "../../../shared/records/record-hash.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import { type Item, type Key, keyOf } from "../../../shared/store/client.ts";
import { json, rowCodec } from "../../../shared/store/codec.ts";
import { type Figure, figures, sortableDecimal } from "./figures.ts";
import { publicRows } from "./public-rows.ts";

/** What records are found by, beside the area whose authorities read them. A pollutant stands for all its instruments. */
export const dimensions = ["auction", "instrument", "kind", "party", "pollutant"] as const;
/** One of them. */
export type Dimension = (typeof dimensions)[number];
/** Values to find records by. */
export type Selection = { readonly [Name in Dimension]?: string | undefined };

/** At most so many dimensions have rows of their own, in each area. */
export const dimensionsAtOnce = 2;

const recordCodec = rowCodec({ record: json((value) => value as TradeRecord) });

/** Key of a record. */
export function recordKey(recordId: string): Key {
  return { pk: `record#${recordId}`, sk: "record" };
}

/** Partition of the records of a day, in the order of all records. */
export function recordsOfDay(day: PlainDate): string {
  return `records-of-day#${day}`;
}

/** Partition of the days that have records: a row each. */
export const recordDays = "record-days";

/** The row that lists the day of a record. */
export function dayRow({ day }: Pick<TradeRecord, "day">): Item {
  return keyOf({ pk: recordDays, sk: day });
}

/** Partition of the records of an area that have all these values. */
export function recordsWith(area: string, selection: Selection): string {
  const values = dimensions.flatMap((name) => (selection[name] === undefined ? [] : [`${name}=${selection[name]}`]));
  return ["records", area, ...values].join("#");
}

/** Partition of the records of an auction in an area, in the order of a figure: all, or those of a party. */
export function recordsByFigure(figure: Figure, area: string, { auction, party }: Selection): string {
  return `records-by-${figure}#${recordsWith(area, { auction, party })}`;
}

/** Partition of the records of a delivered block, in the order of all records. */
export function recordsOfBlock(reference: string): string {
  return `block#${reference}`;
}

/** The areas under which a record is found: those it names, all that they lie in, and the whole city. */
export function areasOf({ areas }: TradeRecord): readonly string[] {
  return [...new Set([city, ...areas.flatMap(areasAround), ...areas])];
}

/**
 * The rows of a record: itself, its place in its day, one row for each area and each one or two values that it is found by, its places in
 * the orders of price and quantity of its auction, and what of it is public. Keys and bytes depend on the record alone.
 */
export function recordRows(record: TradeRecord): Item[] {
  const sk = recordKeyOf(record);
  const found = areasOf(record).flatMap((area) => selectionsOf(record).map((selection) => recordsWith(area, selection)));
  return [
    { ...keyOf(recordKey(record.recordId)), ...recordCodec.encode({ record }) },
    ...[recordsOfDay(record.day), ...found, ...(record.blockReference === undefined ? [] : [recordsOfBlock(record.blockReference)])].map(
      (pk) => keyOf({ pk, sk }),
    ),
    ...figures.flatMap((figure) => rowsByFigure(record, figure)),
    ...publicRows(record),
  ];
}

/** The places of a record in the order of a figure, for each area, and each of its parties or all. */
function rowsByFigure(record: TradeRecord, figure: Figure): Item[] {
  const { auctionId: auction, [figure]: value } = record;
  if (auction === undefined || value === undefined) return [];
  const sk = `${sortableDecimal(decimal(value))}#${recordKeyOf(record)}`;
  const lists = [undefined, ...partiesOf(record)].map((party) => ({ auction, party }));
  return areasOf(record).flatMap((area) => lists.map((selection) => keyOf({ pk: recordsByFigure(figure, area, selection), sk })));
}

/** The members that have a part in a record, each once. */
function partiesOf({ parties }: TradeRecord): string[] {
  return [...new Set(parties.flatMap(({ partyId }) => partyId ?? []))];
}

/** Reads a record from its row. */
export function readRecord(item: Item): TradeRecord {
  return recordCodec.decode(item).record;
}

/** The id of the record that a row of a list stands for. */
export function recordIdOf({ sk }: Item): string {
  const key = required(sk?.S, "sort key");
  return key.slice(key.lastIndexOf("#") + 1);
}

/** Every selection of at most two dimensions that finds a record. An instrument has one pollutant, so the two are never asked for together. */
function selectionsOf(record: TradeRecord): Selection[] {
  const { auctionId: auction, instrument, kind, pollutant } = record;
  const single: Selection[] = [
    ...Object.entries({ auction, instrument, kind, pollutant }).flatMap(([name, value]) =>
      value === undefined ? [] : [{ [name]: value }],
    ),
    ...partiesOf(record).map((party) => ({ party })),
  ];
  const pairs = single.flatMap((one, position) => single.slice(position + 1).map((other) => ({ ...one, ...other })));
  const asked = pairs.filter((pair) => Object.keys(pair).length === dimensionsAtOnce && !("instrument" in pair && "pollutant" in pair));
  return [{}, ...single, ...asked];
}
