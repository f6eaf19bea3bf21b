import type { Instant } from "../../shared/kernel/clock.ts";
import { Decimal } from "../../shared/kernel/decimal.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import type { Account } from "../../shared/ledger/account.ts";
import type { TransferData } from "../../shared/ledger/contract.ts";
import type { Instrument } from "../../shared/ledger/instrument.ts";
import { quantity } from "../../shared/ledger/rows.ts";
import { type Item, keyOf, type Page, type PageRequest } from "../../shared/store/client.ts";
import { type RowOf, rowCodec, text } from "../../shared/store/codec.ts";
import type { Table } from "../../shared/store/table.ts";

const fields = { factId: text, occurredAt: text, cause: text, available: quantity, held: quantity };
const codec = rowCodec(fields);
/** The change one ledger entry made to one position. */
export type Posting = RowOf<typeof fields>;

/** A page of this size stays well below DynamoDB's limit of 1 MB. */
const postingsAtOnce = 1000;

/** Identifies a position: an account and an instrument. */
export interface PositionName {
  readonly account: Account;
  readonly instrument: Instrument;
}

function partitionOf({ account, instrument }: PositionName): string {
  return `posting#${account}#${instrument}`;
}

/** The rows of a ledger entry: one for each posting. The ledger merges postings, so a position occurs once in an entry. */
export function postingRows({ factId, occurredAt, data }: Fact<TransferData>): Item[] {
  const cause = `${data.cause.kind} ${data.cause.reference}`;
  return data.postings.map((posting) => ({
    ...keyOf({ pk: partitionOf(posting), sk: `${occurredAt}#${factId}` }),
    ...codec.encode({ factId, occurredAt, cause, available: new Decimal(posting.available), held: new Decimal(posting.held) }),
  }));
}

/** Postings of a position, newest first, a page at a time. */
export function postingPage(records: Table, position: PositionName, request: PageRequest): Promise<Page<Posting>> {
  return records.page({ partition: partitionOf(position), descending: true, ...request }, codec.decode);
}

/** Every posting of a position that occurred at `from` or later, and at `until` or before where that is given; oldest first. */
export async function postingsBetween(records: Table, position: PositionName, from: Instant, until?: Instant): Promise<Posting[]> {
  // A sort key is the instant, `#` and the fact's id: `~` sorts after all of them.
  const range = until === undefined ? { from } : { from, to: `${until}~` };
  return Array.fromAsync(records.all({ partition: partitionOf(position), ...range, limit: postingsAtOnce }, codec.decode));
}

/** Whether any posting of a position occurred at `from` or later but before `until`. */
export async function hasPostings(records: Table, position: PositionName, from: Instant, until: Instant): Promise<boolean> {
  const { items } = await records.page({ partition: partitionOf(position), from, to: until, limit: 1 }, codec.decode);
  return items.length > 0;
}
