import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Bilingual } from "../kernel/problem.ts";
import type { Page, PageRequest } from "../store/client.ts";
import { json, optional, type RowOf, rowCodec, text, texts } from "../store/codec.ts";
import { openTable, type Table } from "../store/table.ts";
import type { WriteFragment } from "../store/transaction.ts";

const readingFields = {
  readingId: text,
  /** Party whose data was read, and its area. */
  partyId: text,
  area: text,
  /** Who read: party, role and person, with their names as of then. */
  readerId: text,
  readerName: text,
  readerRole: text,
  subject: text,
  personName: text,
  /** What was asked: the operation, the kinds of data that its answer may hold, and everything that the reader chose. */
  operation: text,
  kinds: texts,
  asked: json((value) => value as Readonly<Record<string, string>>),
  /** Why, in the reader's words. */
  purpose: text,
  /** What allowed it: the consent of the party, or the law by which an authority reads; and its id or document. */
  basis: text,
  basisReference: text,
  /** What the reader was told in words, where that was a refusal; absent for an answer of data. */
  told: optional(json((value) => value as Bilingual)),
  at: text,
  /** The investigation for whose time the party must not see that its data was read; absent for a reading that it sees. */
  concealedFor: optional(text),
};
/** One query of another party's data, kept for good. */
export type Reading = RowOf<typeof readingFields>;
const codec = rowCodec(readingFields);

/** Readings that a party must not see are in a list of their own, so that no list of the party ever skips a row. */
function listOf({ partyId, concealedFor }: Pick<Reading, "partyId" | "concealedFor">): string {
  return `${concealedFor === undefined ? "readings" : "concealed-readings"}#${partyId}`;
}

/** The log of who read another party's data: one row a query, written before the answer. */
export interface ReadingLog {
  /** The write of a reading, for the transaction that finds it allowed; the answer is only given after it. */
  readingPut(reading: Reading): WriteFragment<never>;
  /** Readings of a party's data that it may see, newest first. */
  readingsOf(partyId: string, request: PageRequest): Promise<Page<Reading>>;
}

/** The log, by the name of the table Readings: a reader's function needs `PutItem` on `readings#*`, the party's `Query`. */
export function readingLog(dynamo: DynamoDBClient, tableName: string): ReadingLog {
  return readingsIn(openTable(dynamo, tableName));
}

function readingsIn(table: Table): ReadingLog {
  return {
    readingPut: (reading) => table.put({ pk: listOf(reading), sk: `${reading.at}#${reading.readingId}` }, codec.encode(reading)),
    readingsOf: (partyId, request) => table.page({ partition: listOf({ partyId }), descending: true, ...request }, codec.decode),
  };
}
