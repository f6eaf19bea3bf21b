import { city } from "../../../shared/kernel/areas.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import type { Page, PageRequest } from "../../../shared/store/client.ts";
import type { Table, TableQuery } from "../../../shared/store/table.ts";
import { isMoved } from "../statements/instruments.ts";
import { type FigureRange, figureBounds } from "./figures.ts";
import { readRecord, recordIdOf, recordKey, recordsByFigure, recordsOfBlock, recordsWith, type Selection } from "./rows.ts";

/** A part of the records: an area, values, and a range of instants. */
export interface RecordRange {
  readonly area: string;
  readonly selection: Selection;
  /** The first instant, included. */
  readonly from?: string | undefined;
  /** The first instant after the range. */
  readonly before?: string | undefined;
  readonly descending?: boolean;
  /** A range of a figure within an auction, from the least on, in place of a range of instants. */
  readonly figure?: FigureRange | undefined;
}

/** Reads trade records. */
export interface TradeReader {
  /** A page of the records of a range, in the order of time or of its figure: one query of a list and one read of its rows. */
  page(range: RecordRange, request: PageRequest): Promise<Page<TradeRecord>>;
  /** One record. */
  record(recordId: string): Promise<TradeRecord | undefined>;
  /** The first record of a delivered block: that of its delivery. */
  recordOfBlock(reference: string): Promise<TradeRecord | undefined>;
  /** Whether the ledger ever moved an instrument, or a record has it. */
  knows(instrument: string): Promise<boolean>;
}

/** Reads trade records from the table Records: see `readTrades` for the rights. */
export function tradeReader(records: Table): TradeReader {
  return {
    async page(range, request) {
      const { items: ids, ...rest } = await records.page({ ...listOf(range), ...request }, recordIdOf);
      const found = await records.readMany(ids.map(recordKey), readRecord);
      const byId = new Map(found.map((record) => [record.recordId, record]));
      // A list row is written with its record; one of a batch that is not finished has none yet.
      return { items: ids.flatMap((recordId) => byId.get(recordId) ?? []), ...rest };
    },
    record: (recordId) => records.read(recordKey(recordId), readRecord),
    async recordOfBlock(reference) {
      const { items } = await records.page({ partition: recordsOfBlock(reference), limit: 1 }, recordIdOf);
      return items[0] === undefined ? undefined : records.read(recordKey(items[0]), readRecord);
    },
    async knows(instrument) {
      if (await isMoved(records, instrument)) return true;
      const { items } = await records.page({ partition: recordsWith(city, { instrument }), limit: 1 }, recordIdOf);
      return items.length > 0;
    },
  };
}

/** The list that has the records of a range, and the part of it. */
function listOf({ area, selection, from, before, descending = false, figure }: RecordRange): TableQuery {
  if (figure) return { partition: recordsByFigure(figure.of, area, selection), ...figureBounds(figure) };
  // `#` sorts before every digit and `Z`, so that an instant alone sorts before all records of it.
  const bounds = { ...(from !== undefined && { from }), ...(before !== undefined && { to: before }) };
  return { partition: recordsWith(area, selection), ...bounds, descending };
}
