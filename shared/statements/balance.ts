import type { Instant } from "../kernel/clock.ts";
import type { Decimal } from "../kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../kernel/outcome.ts";
import type { Position } from "../ledger/rows.ts";
import type { Table } from "../store/table.ts";
import type { Purposes } from "./held-for.ts";
import { afterPostings, monthEndAfter, monthEndBefore } from "./month-ends.ts";
import { type PositionName, postingsBetween } from "./postings.ts";
import type { RecordsBehind } from "./problems.ts";

/** Dependencies of balances at an instant: what is recorded of the ledger's entries, and how many there are of a position. */
export interface StatementPorts {
  readonly records: Table;
  readonly ledger: { position(account: string, instrument: string): Promise<Pick<Position, "entries">> };
}

/** A position as of an instant. */
export interface PositionAt {
  readonly available: Decimal;
  readonly held: Decimal;
  /** What is held by purpose; absent where the last month end before it was written when purposes were not kept. */
  readonly heldFor?: Purposes | undefined;
  /** Number of entries summed. */
  readonly entryCount: number;
}

/**
 * A position as of an instant that has passed: the month end before it plus the postings since. A later month end proves that none is missing;
 * without one, the records must hold as many as the ledger counts for the position, or it is refused: nothing is guessed.
 */
export async function balanceAsOf(
  { records, ledger }: StatementPorts,
  position: PositionName,
  at: Instant,
): Promise<Outcome<PositionAt, RecordsBehind>> {
  const [start, next] = await Promise.all([monthEndBefore(records, position, at), monthEndAfter(records, position, at)]);
  if (next) return accept(afterPostings(start, await postingsBetween(records, position, start.before, at)));
  // The count is read before the postings, so every counted one must be among them.
  const { entries: expected } = await ledger.position(position.account, position.instrument);
  const since = await postingsBetween(records, position, start.before);
  const recorded = start.entryCount + since.length;
  if (recorded < expected) return refuse({ code: "records-behind", expected, recorded });
  const until = since.filter(({ occurredAt }) => occurredAt <= at);
  return accept(afterPostings(start, until));
}
