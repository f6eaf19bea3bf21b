import { startOfMonth } from "../../shared/kernel/calendar.ts";
import { type Clock, type Instant, instantOf, plusSeconds } from "../../shared/kernel/clock.ts";
import { type Decimal, sum, zero } from "../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import type { Ledger } from "../../shared/ledger/ledger.ts";
import { quantity } from "../../shared/ledger/rows.ts";
import { type Item, keyOf } from "../../shared/store/client.ts";
import { integer, type RowOf, rowCodec, text } from "../../shared/store/codec.ts";
import type { Table } from "../../shared/store/table.ts";
import { hasPostings, type PositionName, type Posting, postingsBetween } from "./postings.ts";
import type { BalanceRefusal } from "./problems.ts";

const fields = { before: text, available: quantity, held: quantity, entryCount: integer };
const codec = rowCodec(fields);
/** Balance of a position after all postings that occurred `before` the first instant of a month, and their number. */
type MonthEnd = RowOf<typeof fields>;
const nothing: MonthEnd = { before: instantOf(0), available: zero, held: zero, entryCount: 0 };

/** Dependencies of balances at an instant. */
export interface BalancePorts {
  readonly clock: Clock;
  readonly records: Table;
  readonly ledger: Pick<Ledger, "position">;
}

/** A position as of an instant. */
export interface Balance {
  readonly at: Instant;
  readonly available: Decimal;
  readonly held: Decimal;
  /** Number of entries summed. */
  readonly entryCount: number;
  /** No further entry can appear that occurred at or before this instant. */
  readonly watermark: Instant;
}
/** Maximum delay between an entry's `occurredAt` and its commit: twice the longest timeout of a function that writes entries. */
const settledAfterSeconds = 600;

/**
 * The balance as of `at` (now when absent): the month end before it plus the postings since. A later month end proves that none is missing;
 * without one, the records must hold as many as the ledger counts for the position, or the request is refused.
 */
export async function balanceAt(
  ports: BalancePorts,
  position: PositionName,
  at: Instant | undefined,
): Promise<Outcome<Balance, BalanceRefusal>> {
  const { records, clock, ledger } = ports;
  const now = clock.now();
  const instant = at ?? now;
  if (instant > now) return refuse({ code: "instant-to-come", at: instant, now });
  const watermark = plusSeconds(now, -settledAfterSeconds);
  const [start, next] = await Promise.all([monthEndBefore(ports, position, instant), monthEndAfter(ports, position, instant)]);
  if (next) {
    const postings = await postingsBetween(records, position, start.before, instant);
    return accept({ ...applied(start, postings), at: instant, watermark });
  }
  // The count is read before the postings, so every counted one must be among them.
  const { entries: expected } = await ledger.position(position.account, position.instrument);
  const since = await postingsBetween(records, position, start.before);
  const recorded = start.entryCount + since.length;
  if (recorded < expected) return refuse({ code: "records-behind", expected, recorded });
  const until = since.filter(({ occurredAt }) => occurredAt <= instant);
  return accept({ ...applied(start, until), at: instant, watermark });
}

/** The latest start of a month before which every entry is in the ledger by now. */
export function lastMonthEnd(clock: Clock): Instant {
  return startOfMonth(plusSeconds(clock.now(), -settledAfterSeconds));
}

/**
 * Stores the balance of a position at the last month end, unless nothing has moved since the previous one or the records are incomplete.
 * Every run writes the same bytes. Returns whether that month is finished.
 */
export async function keepMonthEnd(ports: BalancePorts, position: PositionName, before: Instant): Promise<boolean> {
  const { records, ledger } = ports;
  const start = await monthEndBefore(ports, position, before);
  if (start.before === before || !(await hasPostings(records, position, start.before, before))) return true;
  const { entries: expected } = await ledger.position(position.account, position.instrument);
  const since = await postingsBetween(records, position, start.before);
  if (start.entryCount + since.length < expected) return false;
  const end = applied(
    start,
    since.filter(({ occurredAt }) => occurredAt < before),
  );
  await records.putAll([monthEndRow(position, { ...end, before })]);
  return true;
}

function applied(start: MonthEnd, postings: readonly Posting[]): Omit<MonthEnd, "before"> {
  return {
    available: sum([start.available, ...postings.map(({ available }) => available)]),
    held: sum([start.held, ...postings.map(({ held }) => held)]),
    entryCount: start.entryCount + postings.length,
  };
}

function partitionOf({ account, instrument }: PositionName): string {
  return `month-end#${account}#${instrument}`;
}

function monthEndRow(position: PositionName, monthEnd: MonthEnd): Item {
  return { ...keyOf({ pk: partitionOf(position), sk: monthEnd.before }), ...codec.encode(monthEnd) };
}

/** The last stored month end at or before an instant; zero balance before the first. */
async function monthEndBefore({ records }: BalancePorts, position: PositionName, at: Instant): Promise<MonthEnd> {
  const { items } = await records.page({ partition: partitionOf(position), to: at, descending: true, limit: 1 }, codec.decode);
  return items[0] ?? nothing;
}

/** The first stored month end after an instant. */
async function monthEndAfter({ records }: BalancePorts, position: PositionName, at: Instant): Promise<MonthEnd | undefined> {
  const { items } = await records.page({ partition: partitionOf(position), from: `${at}~`, limit: 1 }, codec.decode);
  return items[0];
}
