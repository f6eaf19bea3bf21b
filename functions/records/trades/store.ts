import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import type { Page, PageRequest } from "../../../shared/store/client.ts";
import type { Table } from "../../../shared/store/table.ts";
import { readRecord, recordIdOf, recordKey, recordsWith, type Selection } from "./rows.ts";

/** A part of the records: an area, values, and a range of instants. */
export interface RecordRange {
  readonly area: string;
  readonly selection: Selection;
  /** The first instant, included. */
  readonly from?: string | undefined;
  /** The first instant after the range. */
  readonly before?: string | undefined;
  readonly descending?: boolean;
}

/** Reads trade records. */
export interface TradeReader {
  /** A page of the records of a range, in the order of time: one query of a list and one read of its rows. */
  page(range: RecordRange, request: PageRequest): Promise<Page<TradeRecord>>;
  /** One record. */
  record(recordId: string): Promise<TradeRecord | undefined>;
}

/** Reads trade records from the table Records: needs `Query` on `records#*` and `GetItem`, `BatchGetItem` on `record#*`. */
export function tradeReader(records: Table): TradeReader {
  return {
    async page({ area, selection, from, before, descending = false }, request) {
      const partition = recordsWith(area, selection);
      // `#` sorts before every digit and `Z`, so that an instant alone sorts before all records of it.
      const range = { ...(from !== undefined && { from }), ...(before !== undefined && { to: before }) };
      const { items: ids, ...rest } = await records.page({ partition, ...range, descending, ...request }, recordIdOf);
      const found = await records.readMany(ids.map(recordKey), readRecord);
      const byId = new Map(found.map((record) => [record.recordId, record]));
      // A list row is written with its record; one of a batch that is not finished has none yet.
      return { items: ids.flatMap((recordId) => byId.get(recordId) ?? []), ...rest };
    },
    record: (recordId) => records.read(recordKey(recordId), readRecord),
  };
}
