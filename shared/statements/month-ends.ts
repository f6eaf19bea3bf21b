import { type Instant, instantOf } from "../kernel/clock.ts";
import { Decimal, sum, zero } from "../kernel/decimal.ts";
import { quantity } from "../ledger/rows.ts";
import { integer, optional, type RowOf, rowCodec, text } from "../store/codec.ts";
import type { Table } from "../store/table.ts";
import { addedHeldFor, type Purposes, purposes } from "./held-for.ts";
import type { PositionName, Posting } from "./postings.ts";

const fields = {
  ...{ before: text, available: quantity, held: quantity, entryCount: integer },
  /** What is held by purpose. Month ends that were written before purposes were kept have neither this nor the next two. */
  heldFor: optional(purposes),
  /** Everything that ever came to the position, and everything that ever left it; what is only held stays. */
  credited: optional(quantity),
  debited: optional(quantity),
};
/** Rows of month ends in the table Records. */
export const monthEndCodec = rowCodec(fields);
/** Balance of a position after all postings that occurred `before` the first instant of a month, and their number. */
export type MonthEnd = RowOf<typeof fields>;

/** The position before its first posting. */
export const nothing: WholeMonthEnd = {
  ...{ before: instantOf(0), available: zero, held: zero, entryCount: 0 },
  ...{ heldFor: {}, credited: zero, debited: zero },
};

/** A month end with all that is kept today. */
export type WholeMonthEnd = MonthEnd & { readonly heldFor: Purposes; readonly credited: Decimal; readonly debited: Decimal };

/** Whether a month end has all that is kept today. */
export function isWhole(monthEnd: MonthEnd): monthEnd is WholeMonthEnd {
  return monthEnd.credited !== undefined && monthEnd.debited !== undefined && monthEnd.heldFor !== undefined;
}

/** Month ends that one read takes: those of eight years. */
const monthEndsAtOnce = 100;

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

/** The last whole month end at or before an instant; the position before its first posting where there is none. */
export async function wholeMonthEndBefore(records: Table, position: PositionName, at: Instant): Promise<WholeMonthEnd> {
  const last = await monthEndBefore(records, position, at);
  return isWhole(last) ? last : ((await wholeMonthEnds(records, position, at)).at(-1) ?? nothing);
}

/** Every whole month end of a position at or before an instant, the first one first. */
export async function wholeMonthEnds(records: Table, position: PositionName, at: Instant): Promise<WholeMonthEnd[]> {
  const query = { partition: monthEndsOf(position), to: at, limit: monthEndsAtOnce };
  const found = await Array.fromAsync(records.all(query, monthEndCodec.decode));
  return found.filter(isWhole);
}

/** How much of a posting came to its position; below zero for what left it, and zero for what is only held or released. */
export function netOf({ available, held }: Pick<Posting, "available" | "held">): Decimal {
  return available.plus(held);
}

/** The balance after the postings that follow a month end. What a month end of an older form does not have is not known afterwards either. */
export function afterPostings(start: MonthEnd, postings: readonly Posting[]): Omit<MonthEnd, "before"> {
  const moved = postings.map(netOf);
  return {
    available: sum([start.available, ...postings.map(({ available }) => available)]),
    held: sum([start.held, ...postings.map(({ held }) => held)]),
    entryCount: start.entryCount + postings.length,
    ...(isWhole(start) && {
      heldFor: postings.reduce<Purposes>((before, { heldFor }) => addedHeldFor(before, heldFor), start.heldFor),
      credited: sum([start.credited, ...moved.map((net) => Decimal.max(net, zero))]),
      debited: sum([start.debited, ...moved.map((net) => Decimal.max(net.neg(), zero))]),
    }),
  };
}
