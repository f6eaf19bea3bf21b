import type { Instant } from "../kernel/clock.ts";
import type { Account } from "../ledger/account.ts";
import type { Instrument } from "../ledger/instrument.ts";
import { quantity } from "../ledger/rows.ts";
import { optional, type RowOf, rowCodec, text } from "../store/codec.ts";
import type { Table } from "../store/table.ts";
import { purposes } from "./held-for.ts";

const fields = {
  ...{ factId: text, occurredAt: text, cause: text, available: quantity, held: quantity },
  /** Reference of the block that was delivered by it. */
  blockReference: optional(text),
  /** Change of what is held by purpose; absent where nothing held changes, and in rows that were written before purposes were kept. */
  heldFor: optional(purposes),
};
/** Rows of postings in the table Records. */
export const postingCodec = rowCodec(fields);
/** The change one ledger entry made to one position. */
export type Posting = RowOf<typeof fields>;

/** A page of this size stays well below DynamoDB's limit of 1 MB. */
const postingsAtOnce = 1000;

/** Identifies a position: an account and an instrument. */
export interface PositionName {
  readonly account: Account;
  readonly instrument: Instrument;
}

/** Partition of the postings of a position; a sort key is the instant, `#` and the fact's id. */
export function postingsOf({ account, instrument }: PositionName): string {
  return `posting#${account}#${instrument}`;
}

/** Every posting of a position that occurred at `from` or later, and at `until` or before where that is given; oldest first. */
export async function postingsBetween(records: Table, position: PositionName, from: Instant, until?: Instant): Promise<Posting[]> {
  // `~` sorts after every `#` and id.
  const range = until === undefined ? { from } : { from, to: `${until}~` };
  return Array.fromAsync(records.all({ partition: postingsOf(position), ...range, limit: postingsAtOnce }, postingCodec.decode));
}
