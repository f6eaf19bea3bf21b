import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Instant } from "../../shared/kernel/clock.ts";
import { Decimal } from "../../shared/kernel/decimal.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import type { Account } from "../../shared/ledger/account.ts";
import type { TransferData } from "../../shared/ledger/entry.ts";
import type { Instrument } from "../../shared/ledger/instrument.ts";
import { type Item, keyOf, type Page, type PageRequest, queryAll, queryPage } from "../../shared/store/client.ts";
import { type RowOf, rowCodec, text, tonnes } from "../../shared/store/codec.ts";

const fields = { factId: text, occurredAt: text, cause: text, available: tonnes, held: tonnes };
const codec = rowCodec(fields);
/** One leg of a ledger fact on one position. */
export type Entry = RowOf<typeof fields>;

/** A page of entries stays well below the megabyte of a reply. */
const entriesAtOnce = 1000;

/** Which position is read: an account and an instrument. */
export interface PositionName {
  readonly account: Account;
  readonly instrument: Instrument;
}

function partitionOf({ account, instrument }: PositionName): string {
  return `entry#${account}#${instrument}`;
}

/** The rows of a ledger fact: one for each leg. The ledger merges legs, so a position occurs once in a fact. */
export function entryRows({ factId, occurredAt, data }: Fact<TransferData>): Item[] {
  const cause = `${data.cause.kind} ${data.cause.reference}`;
  return data.legs.map((leg) => ({
    ...keyOf({ pk: partitionOf(leg), sk: `${occurredAt}#${factId}` }),
    ...codec.encode({ factId, occurredAt, cause, available: new Decimal(leg.available), held: new Decimal(leg.held) }),
  }));
}

/** Entries of a position, newest first, a page at a time. */
export async function entryPage(dynamo: DynamoDBClient, table: string, position: PositionName, request: PageRequest): Promise<Page<Entry>> {
  const { items, ...rest } = await queryPage(dynamo, { table, partition: partitionOf(position), descending: true, ...request });
  return { items: items.map((item) => codec.decode(item)), ...rest };
}

/** Every entry of a position that occurred at `from` or later, and at `until` or before where that is given; oldest first. */
export async function entriesBetween(
  dynamo: DynamoDBClient,
  table: string,
  position: PositionName,
  from: Instant,
  until?: Instant,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  // A sort key is the instant, `#` and the fact's id: `~` sorts after all of them.
  const range = until === undefined ? { from } : { from, to: `${until}~` };
  for await (const item of queryAll(dynamo, { table, partition: partitionOf(position), ...range, limit: entriesAtOnce })) {
    entries.push(codec.decode(item));
  }
  return entries;
}

/** Whether any entry of a position occurred at `from` or later but before `until`. */
export async function hasEntries(
  dynamo: DynamoDBClient,
  table: string,
  position: PositionName,
  from: Instant,
  until: Instant,
): Promise<boolean> {
  const { items } = await queryPage(dynamo, { table, partition: partitionOf(position), from, to: until, limit: 1 });
  return items.length > 0;
}
