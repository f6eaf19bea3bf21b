import { type Instant, instantOf } from "../kernel/clock.ts";
import { sum, zero } from "../kernel/decimal.ts";
import { quantity } from "../ledger/rows.ts";
import { integer, type RowOf, rowCodec, text } from "../store/codec.ts";
import type { Table } from "../store/table.ts";
import type { PositionName, Posting } from "./postings.ts";

const fields = { before: text, available: quantity, held: quantity, entryCount: integer };
/** Rows of month ends in the table Records. */
export const monthEndCodec = rowCodec(fields);
/** Balance of a position after all postings that occurred `before` the first instant of a month, and their number. */
export type MonthEnd = RowOf<typeof fields>;

const nothing: MonthEnd = { before: instantOf(0), available: zero, held: zero, entryCount: 0 };

/** Partition of the month ends of a position; a sort key is the first instant of the month after. */
export function monthEndsOf({ account, instrument }: PositionName): string {
  return `month-end#${account}#${instrument}`;
}

/** The last stored month end at or before an instant; zero balance before the first. */
export async function monthEndBefore(records: Table, position: PositionName, at: Instant): Promise<MonthEnd> {
  const { items } = await records.page({ partition: monthEndsOf(position), to: at, descending: true, limit: 1 }, monthEndCodec.decode);
  return items[0] ?? nothing;
}

/** The first stored month end after an instant. */
export async function monthEndAfter(records: Table, position: PositionName, at: Instant): Promise<MonthEnd | undefined> {
  const { items } = await records.page({ partition: monthEndsOf(position), from: `${at}~`, limit: 1 }, monthEndCodec.decode);
  return items[0];
}

/** The balance after the postings that follow a month end. */
export function afterPostings(start: MonthEnd, postings: readonly Posting[]): Omit<MonthEnd, "before"> {
  return {
    available: sum([start.available, ...postings.map(({ available }) => available)]),
    held: sum([start.held, ...postings.map(({ held }) => held)]),
    entryCount: start.entryCount + postings.length,
  };
}
