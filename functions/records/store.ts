import { BatchWriteItemCommand, type DynamoDBClient, type WriteRequest } from "@aws-sdk/client-dynamodb";
import { Decimal } from "../../shared/kernel/decimal.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import type { TransferData } from "../../shared/ledger/entry.ts";
import { classOf, type InstrumentClass } from "../../shared/ledger/instrument.ts";
import { type Item, keyOf, type Page, type PageRequest, queryAll, queryPage } from "../../shared/store/client.ts";
import { integer, json, type RowOf, rowCodec, text, texts, tonnes } from "../../shared/store/codec.ts";

const recordCodec = rowCodec({
  factId: text,
  factType: text,
  schemaVersion: integer,
  occurredAt: text,
  actor: text,
  parties: texts,
  area: text,
  data: json((value) => value),
});
const entryCodec = rowCodec({ factId: text, occurredAt: text, cause: text, available: tonnes, held: tonnes });
/** One leg of a ledger fact on one position. */
export type Entry = RowOf<{
  factId: typeof text;
  occurredAt: typeof text;
  cause: typeof text;
  available: typeof tonnes;
  held: typeof tonnes;
}>;

function entryPartition(account: string, instrument: string): string {
  return `entry#${account}#${instrument}`;
}

/** The rows of a fact: one for its area and one for each member it concerns. Keys and bytes follow from the fact alone. */
export function factRows(fact: Fact): Item[] {
  const subjects = [`area#${fact.area}`, ...[...new Set(fact.parties)].map((partyId) => `party#${partyId}`)];
  return subjects.map((pk) => ({ ...keyOf({ pk, sk: `${fact.occurredAt}#${fact.factId}` }), ...recordCodec.encode(fact) }));
}

/** The rows of a ledger fact: one for each leg. The ledger merges legs, so a position occurs once in a fact. */
export function entryRows(fact: Fact<TransferData>): Item[] {
  const { factId, occurredAt, data } = fact;
  const cause = `${data.cause.kind} ${data.cause.reference}`;
  return data.legs.map((leg) => ({
    ...keyOf({ pk: entryPartition(leg.account, leg.instrument), sk: `${occurredAt}#${factId}` }),
    ...entryCodec.encode({ factId, occurredAt, cause, available: new Decimal(leg.available), held: new Decimal(leg.held) }),
  }));
}

/** A row for each instrument of a ledger fact, so that all of them can be listed; the same row however often it is written. */
export function instrumentRows(fact: Fact<TransferData>): Item[] {
  const instruments = new Set(fact.data.legs.map(({ instrument }) => instrument));
  return [...instruments].map((instrument) => keyOf({ pk: instrumentsPartition(classOf(instrument)), sk: instrument }));
}

/** Instruments of a class that the ledger ever moved, in order, a page at a time. */
export async function instrumentPage(
  dynamo: DynamoDBClient,
  table: string,
  instrumentClass: InstrumentClass,
  request: PageRequest,
): Promise<Page<string>> {
  const { items, ...rest } = await queryPage(dynamo, { table, partition: instrumentsPartition(instrumentClass), ...request });
  return { items: items.flatMap(({ sk }) => sk?.S ?? []), ...rest };
}

function instrumentsPartition(instrumentClass: InstrumentClass): string {
  return `instruments#${instrumentClass}`;
}

/** Puts rows unconditionally, 25 a request; unprocessed ones are sent again. Replay writes identical bytes. */
export async function putRows(dynamo: DynamoDBClient, table: string, rows: readonly Item[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 25) {
    let pending: WriteRequest[] = rows.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    while (pending.length > 0) {
      const reply = await dynamo.send(new BatchWriteItemCommand({ RequestItems: { [table]: pending } }));
      pending = reply.UnprocessedItems?.[table] ?? [];
    }
  }
}

/** Facts of a subject (`area#…` or `party#…`), newest first. */
export async function factPage(dynamo: DynamoDBClient, table: string, subject: string, page: PageRequest): Promise<Page<Fact>> {
  const { items, ...rest } = await queryPage(dynamo, { table, partition: subject, descending: true, ...page });
  return { items: items.map((item) => recordCodec.decode(item)), ...rest };
}

/** Every entry of a position, oldest first. */
export async function entriesOf(dynamo: DynamoDBClient, table: string, account: string, instrument: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const item of queryAll(dynamo, { table, partition: entryPartition(account, instrument) }))
    entries.push(entryCodec.decode(item));
  return entries;
}
