import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Bilingual } from "../kernel/problem.ts";
import type { Key, Page, PageRequest } from "../store/client.ts";
import { json, optional, type RowOf, rowCodec, text, texts } from "../store/codec.ts";
import { openTable, type Table } from "../store/table.ts";
import type { WriteFragment } from "../store/transaction.ts";

const readingFields = {
  readingId: text,
  /** Party whose data was read; absent for a list of what lies in an area, which is about every party that has something there. */
  partyId: optional(text),
  /** Area of the party, or the area that was listed. */
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

/** Key of a reading: listed by time. */
function keyIn(list: string, { at, readingId }: Pick<Reading, "at" | "readingId">): Key {
  return { pk: list, sk: `${at}#${readingId}` };
}

/** The list of a reading: of the party whose data it was, or of the area that was listed. What a party must not see is in lists of their own. */
function listOf({
  partyId,
  area,
  concealedFor,
}: Pick<Reading, "partyId" | "area"> & { readonly concealedFor?: string | undefined }): string {
  const list = partyId === undefined ? `readings-of-area#${area}` : `readings#${partyId}`;
  return concealedFor === undefined ? list : `concealed-${list}`;
}

/** All lists of a reading: whoever supervises finds those that parties must not see in one. */
function listsOf(reading: Reading): string[] {
  return [listOf(reading), ...(reading.concealedFor === undefined ? [] : ["concealed-readings"])];
}

/** The log of who read another party's data: one row a query, written before the answer. */
export interface ReadingLog {
  /** The writes of a reading, for the transaction that finds it allowed; the answer is only given after it. */
  readingPuts(reading: Reading): WriteFragment<never>[];
  /** A recorded reading, by what it was of, when it was and its id. */
  recorded(reading: Pick<Reading, "partyId" | "area" | "concealedFor" | "at" | "readingId">): Promise<Reading | undefined>;
  /** Readings of a party's data that it may see, newest first. */
  readingsOf(partyId: string, request: PageRequest): Promise<Page<Reading>>;
  /** Readings of the lists of some areas that parties may see, newest first. */
  readingsOfAreas(areas: readonly string[], request: PageRequest): Promise<Page<Reading>>;
  /** Readings that parties must not see, newest first: all, or those of one party. */
  concealedReadings(partyId: string | undefined, request: PageRequest): Promise<Page<Reading>>;
}

/** The log, by the name of the table Readings: see `readingGrants` for the rights of whoever reads and of whoever lists readings. */
export function readingLog(dynamo: DynamoDBClient, tableName: string): ReadingLog {
  return readingsIn(openTable(dynamo, tableName));
}

function readingsIn(table: Table): ReadingLog {
  return {
    readingPuts: (reading) => listsOf(reading).map((list) => table.put(keyIn(list, reading), codec.encode(reading))),
    recorded: (reading) => table.read(keyIn(listOf(reading), reading), codec.decode),
    readingsOf: (partyId, request) => table.page({ partition: listOf({ partyId, area: "" }), descending: true, ...request }, codec.decode),
    readingsOfAreas: (areas, request) =>
      table.merged(
        { descending: true },
        areas.map((area) => listOf({ partyId: undefined, area })),
        request,
        codec.decode,
      ),
    concealedReadings: (partyId, request) =>
      table.page(
        { partition: partyId === undefined ? "concealed-readings" : `concealed-readings#${partyId}`, descending: true, ...request },
        codec.decode,
      ),
  };
}
