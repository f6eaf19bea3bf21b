import { startOfMonth } from "../../../shared/kernel/calendar.ts";
import { type Clock, type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { balanceAsOf, type PositionAt, type StatementPorts } from "../../../shared/statements/balance.ts";
import { afterPostings, type MonthEnd, monthEndBefore, monthEndCodec, monthEndsOf } from "../../../shared/statements/month-ends.ts";
import { type PositionName, postingsBetween } from "../../../shared/statements/postings.ts";
import { type Item, keyOf } from "../../../shared/store/client.ts";
import { hasPostings } from "./postings.ts";
import type { BalanceRefusal } from "./problems.ts";

/** Dependencies of balances at an instant. */
export interface BalancePorts extends StatementPorts {
  readonly clock: Clock;
}

/** A position as of an instant. */
export interface Balance extends PositionAt {
  readonly at: Instant;
  /** No further entry can appear that occurred at or before this instant. */
  readonly watermark: Instant;
}
/** Maximum delay between an entry's `occurredAt` and its commit: twice the longest timeout of a function that writes entries. */
export const settledAfterSeconds = 600;

/** The balance as of `at` (now when absent), or the refusal where it is to come or can't be told yet. */
export async function balanceAt(
  ports: BalancePorts,
  position: PositionName,
  at: Instant | undefined,
): Promise<Outcome<Balance, BalanceRefusal>> {
  const now = ports.clock.now();
  const instant = at ?? now;
  if (instant > now) return refuse({ code: "instant-to-come", at: instant, now });
  const watermark = plusSeconds(now, -settledAfterSeconds);
  const balance = await balanceAsOf(ports, position, instant);
  return balance.ok ? accept({ ...balance.value, at: instant, watermark }) : balance;
}

/** The latest start of a month before which every entry is in the ledger by now. */
export function lastMonthEnd(clock: Clock): Instant {
  return startOfMonth(plusSeconds(clock.now(), -settledAfterSeconds));
}

/**
 * Stores the balance of a position at the last month end, unless nothing has moved since the previous one or the records are incomplete.
 * Every run writes the same bytes. Returns whether that month is finished.
 */
export async function keepMonthEnd({ records, ledger }: BalancePorts, position: PositionName, before: Instant): Promise<boolean> {
  const start = await monthEndBefore(records, position, before);
  if (start.before === before || !(await hasPostings(records, position, start.before, before))) return true;
  const { entries: expected } = await ledger.position(position.account, position.instrument);
  const since = await postingsBetween(records, position, start.before);
  if (start.entryCount + since.length < expected) return false;
  const end = afterPostings(
    start,
    since.filter(({ occurredAt }) => occurredAt < before),
  );
  await records.putAll([monthEndRow(position, { ...end, before })]);
  return true;
}

function monthEndRow(position: PositionName, monthEnd: MonthEnd): Item {
  return { ...keyOf({ pk: monthEndsOf(position), sk: monthEnd.before }), ...monthEndCodec.encode(monthEnd) };
}
