import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Decimal } from "../kernel/decimal.ts";
import type { Key, Page, PageRequest } from "../store/client.ts";
import { integer, oneOf, optional, type RowOf, rowCodec, text, tonnes } from "../store/codec.ts";
import { openTable, type Table } from "../store/table.ts";

const recordFields = {
  siteId: text,
  siteName: text,
  partyId: text,
  partyName: text,
  creditCode: text,
  area: text,
  licenceNumber: text,
  /** Validity of the licence when the bureau recorded the permit, or the holder declared it. */
  validFrom: text,
  validUntil: text,
  instrument: text,
  /** The permit was delivered and nobody has said so; a declaration of the holder waits; or the bureau has recorded it. */
  state: oneOf("missing", "declared", "recorded"),
  /** Tonnes in the licence, as the bureau recorded them; zero before. */
  recordedTonnes: tonnes,
  /** Tonnes that the holder declared, while they wait for the bureau. */
  declaredTonnes: optional(tonnes),
  changedAt: text,
  version: integer,
};
/** A permit in a site's discharge licence, with names as of its last change. */
export type LicenceRecord = RowOf<typeof recordFields>;
/** Rows of records. */
export const recordCodec = rowCodec(recordFields);

/** Partition of the records of a site's licence. */
export function recordsOf(siteId: string): string {
  return `records#${siteId}`;
}
/** Key of a record: one for each site and instrument. */
export function recordKey({ siteId, instrument }: Pick<LicenceRecord, "siteId" | "instrument">): Key {
  return { pk: recordsOf(siteId), sk: `record#${instrument}` };
}

/** Reads of what is recorded in discharge licences; strongly consistent. */
export interface LicenceRecordReader {
  /** The record of a permit in a site's licence. */
  record(siteId: string, instrument: string): Promise<LicenceRecord | undefined>;
  /** Several records, a hundred at most, unordered and without absent ones. */
  recordsAt(names: readonly Pick<LicenceRecord, "siteId" | "instrument">[]): Promise<LicenceRecord[]>;
  /** Records of a site's licence by instrument, a page at a time. */
  records(siteId: string, page?: PageRequest): Promise<Page<LicenceRecord>>;
  /** Tonnes in a site's licence by instrument: what counts there at most. An instrument that is not in it is not recorded. */
  recordedTonnes(siteId: string): Promise<ReadonlyMap<string, Decimal>>;
}

/** The reads of records in the table Licences. */
export function licenceRecordsIn(table: Pick<Table, "read" | "readMany" | "page" | "all">): LicenceRecordReader {
  const query = (siteId: string) => ({ partition: recordsOf(siteId), prefix: "record#" });
  return {
    record: (siteId, instrument) => table.read(recordKey({ siteId, instrument }), recordCodec.decode),
    recordsAt: (names) => table.readMany(names.map(recordKey), recordCodec.decode),
    records: (siteId, page) => table.page({ ...query(siteId), ...page }, recordCodec.decode),
    async recordedTonnes(siteId) {
      const recorded = new Map<string, Decimal>();
      for await (const record of table.all(query(siteId), recordCodec.decode))
        if (record.recordedTonnes.gt(0)) recorded.set(record.instrument, record.recordedTonnes);
      return recorded;
    },
  };
}

/** The reads of records for other contexts, by the name of the table Licences. */
export function licenceRecordReader(dynamo: DynamoDBClient, tableName: string): LicenceRecordReader {
  return licenceRecordsIn(openTable(dynamo, tableName));
}
