import type * as z from "zod";
import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { type PublishedPart, publishedParts } from "../../../shared/records/published.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import { type Item, keyOf, type Page, type PageRequest } from "../../../shared/store/client.ts";
import { json, rowCodec } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { publicTrade } from "./public-shapes.ts";

/** A trade or price as everybody reads it. */
export type PublicTrade = z.output<typeof publicTrade>;

/** What public records are found by: one of them, or neither. */
export interface PublicSelection {
  readonly instrument?: string | undefined;
  readonly pollutant?: string | undefined;
}

const codec = rowCodec({ record: json((value) => value as PublicTrade) });

/** Partition of the public records of an instrument, of a pollutant, or of all. */
function partitionOf({ instrument, pollutant }: PublicSelection): string {
  if (instrument !== undefined) return `public-records#instrument=${instrument}`;
  return pollutant === undefined ? "public-records" : `public-records#pollutant=${pollutant}`;
}

/** What of a record is public: prices are published, trades say themselves what the terms of their sale announced. */
function publishedOf({ kind, published = [] }: TradeRecord): readonly PublishedPart[] {
  return kind === "price" ? publishedParts : published;
}

/** The public rows of a record: what is published of it, under its instrument, its pollutant, and among all; none where nothing is. */
export function publicRows(record: TradeRecord): Item[] {
  const published = publishedOf(record);
  if (published.length === 0) return [];
  const { instrument, pollutant } = record;
  const lists: readonly PublicSelection[] = [{}, ...(instrument ? [{ instrument }] : []), ...(pollutant ? [{ pollutant }] : [])];
  const row = codec.encode({ record: publicView(record, published) });
  return lists.map((list) => ({ ...keyOf({ pk: partitionOf(list), sk: placeOf(record) }), ...row }));
}

/**
 * The place of a record among those that are public, which its cursors tell: its day, and what identifies it without a party. The id of a
 * record, its exact time or a hash of it would let guesses at a winner be checked whose name is not published.
 */
function placeOf({ day, kind, recordId, blockReference, reverses }: TradeRecord): string {
  const name = kind === "price" ? recordId : (blockReference ?? recordId);
  return `${day}#${name}#${reverses === undefined ? 0 : 1}`;
}

/** What is published of a record; never a code, a site or a licence. */
function publicView(record: TradeRecord, published: readonly PublishedPart[]): PublicTrade {
  const { kind, day, reverses, instrument, pollutant, pool, auctionId, title, documentNumber, years, parties } = record;
  const { quantity, price, lines, amount } = record;
  const [named, counted, priced] = publishedParts.map((part) => published.includes(part));
  const winner = named ? parties.find(({ role }) => role === "buyer")?.name : undefined;
  const view = {
    ...{ kind, day, instrument, pollutant, pool, auctionId, title, documentNumber, years },
    ...(reverses !== undefined && { reversal: true }),
    ...(winner !== undefined && { winner }),
    ...(counted && { quantity }),
    ...(priced && { price }),
    // An amount is the price of a quantity: it tells either by the other.
    ...(counted && priced && { lines, amount }),
  };
  return JSON.parse(JSON.stringify(view)) as PublicTrade;
}

/** Reads public records. */
export interface PublicReader {
  /** A page of the public records of some days, newest day first: one query, whose rows are the answer. */
  page(asked: PublicSelection & PublicDays, request: PageRequest): Promise<Page<PublicTrade>>;
  /** Whether there is a public record of an instrument. */
  knows(instrument: string): Promise<boolean>;
}

/** Days of public records, both included. */
interface PublicDays {
  readonly from?: PlainDate | undefined;
  readonly until?: PlainDate | undefined;
}

/** Reads public records from the table Records: needs `Query` on `public-records*`. */
export function publicReader(records: Table): PublicReader {
  const decoded = (item: Item): PublicTrade => codec.decode(item).record;
  return {
    page({ from, until, ...selection }, request) {
      // `#` and everything that follows it sorts before `~`.
      const range = { ...(from !== undefined && { from }), ...(until !== undefined && { to: `${until}~` }) };
      return records.page({ partition: partitionOf(selection), ...range, descending: true, ...request }, decoded);
    },
    async knows(instrument) {
      const { items } = await records.page({ partition: partitionOf({ instrument }), limit: 1 }, decoded);
      return items.length > 0;
    },
  };
}
