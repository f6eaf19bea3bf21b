import { endOfMonth, monthOf, startOfMonth } from "../../../shared/kernel/calendar.ts";
import { type Clock, type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { balanceAsOf, type PositionAt, type StatementPorts } from "../../../shared/statements/balance.ts";
import { afterPostings, type MonthEnd, monthEndCodec, monthEndsOf, wholeMonthEndBefore } from "../../../shared/statements/month-ends.ts";
import { type PositionName, type Posting, postingsBetween } from "../../../shared/statements/postings.ts";
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
 * Stores the balance of a position at the end of each month in which something moved it and whose entries are all in the ledger, unless the
 * records are incomplete. Which month ends there are depends on the entries alone, however late they are kept: so a table that is built again
 * has the same steps to read from. Every run writes the same bytes. Returns whether everything until then is finished.
 */
export async function keepMonthEnds({ records, ledger }: BalancePorts, position: PositionName, before: Instant): Promise<boolean> {
  const start = await wholeMonthEndBefore(records, position, before);
  if (!(await hasPostings(records, position, start.before, before))) return true;
  const { entries: expected } = await ledger.position(position.account, position.instrument);
  const since = await postingsBetween(records, position, start.before);
  if (start.entryCount + since.length < expected) return false;
  await records.putAll(monthEndsAfter(start, since, before).map((monthEnd) => monthEndRow(position, monthEnd)));
  return true;
}

/** The month ends that follow a month end: one for each month with postings, up to the last that is over. */
function monthEndsAfter(start: MonthEnd, postings: readonly Posting[], last: Instant): MonthEnd[] {
  const months = Map.groupBy(
    postings.filter(({ occurredAt }) => occurredAt < last),
    ({ occurredAt }) => endOfMonth(monthOf(occurredAt)),
  );
  const found: MonthEnd[] = [];
  for (const [before, ofMonth] of months) found.push({ ...afterPostings(found.at(-1) ?? start, ofMonth), before });
  return found;
}

function monthEndRow(position: PositionName, monthEnd: MonthEnd): Item {
  return { ...keyOf({ pk: monthEndsOf(position), sk: monthEnd.before }), ...monthEndCodec.encode(monthEnd) };
}
