import { startOfMonth } from "../../shared/kernel/calendar.ts";
import { type Clock, type Instant, instantOf, plusSeconds } from "../../shared/kernel/clock.ts";
import { type Decimal, sum, zero } from "../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import type { Ledger } from "../../shared/ledger/ledger.ts";
import { type Item, keyOf } from "../../shared/store/client.ts";
import { integer, type RowOf, rowCodec, text, tonnes } from "../../shared/store/codec.ts";
import type { Table } from "../../shared/store/table.ts";
import { hasPostings, type PositionName, type Posting, postingsBetween } from "./postings.ts";
import type { BalanceRefusal } from "./problems.ts";

const fields = { before: text, available: tonnes, held: tonnes, entryCount: integer };
const codec = rowCodec(fields);
/** What a position was worth once every entry that occurred `before` the first instant of a month was applied, and how many they were. */
type MonthEnd = RowOf<typeof fields>;
const nothing: MonthEnd = { before: instantOf(0), available: zero, held: zero, entryCount: 0 };

/** What balances at an instant reach. */
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
  /** Entries the balance is the sum of. */
  readonly entryCount: number;
  /** No entry can appear any more that occurred at or before this instant. */
  readonly watermark: Instant;
}
/** An entry is in the ledger at most so long after it occurred: twice the longest life of a function that makes entries. */
const settledAfterSeconds = 600;

/**
 * The balance as of `at` (now when absent): the month end before it and the entries since. A month end after it proves that they are all
 * there; without one the ledger's own count of the position's entries has to be reached, or the answer is refused, never guessed.
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
  // The count is read before the entries: whatever it counts has to be among them.
  const { entries: expected } = await ledger.position(position.account, position.instrument);
  const since = await postingsBetween(records, position, start.before);
  const recorded = start.entryCount + since.length;
  if (recorded < expected) return refuse({ code: "records-behind", expected, recorded });
  const until = since.filter(({ occurredAt }) => occurredAt <= instant);
  return accept({ ...applied(start, until), at: instant, watermark });
}

/** The first instant of the month for which every entry before it is in the ledger by now. */
export function lastMonthEnd(clock: Clock): Instant {
  return startOfMonth(plusSeconds(clock.now(), -settledAfterSeconds));
}

/**
 * Keeps the balance of a position at the last month end, unless nothing moved since the month end before or the records are not complete
 * yet. Whoever does it, and however often, writes the same bytes. Answers whether nothing is left to do for that month.
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

/** The last month end kept that lies at or before an instant; nothing at all before the first. */
async function monthEndBefore({ records }: BalancePorts, position: PositionName, at: Instant): Promise<MonthEnd> {
  const { items } = await records.page({ partition: partitionOf(position), to: at, descending: true, limit: 1 }, codec.decode);
  return items[0] ?? nothing;
}

/** The first month end kept that lies after an instant. */
async function monthEndAfter({ records }: BalancePorts, position: PositionName, at: Instant): Promise<MonthEnd | undefined> {
  const { items } = await records.page({ partition: partitionOf(position), from: `${at}~`, limit: 1 }, codec.decode);
  return items[0];
}
