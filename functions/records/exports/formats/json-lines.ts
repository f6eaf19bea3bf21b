import { canonicalJson } from "../../../../shared/kernel/canonical-json.ts";
import type { TradeRecord } from "../../../../shared/records/trade-record.ts";
import type { ExportFormat } from "./format.ts";

/** JSON lines: each record as it is, in canonical JSON, so that whoever has the line can compute the record's hash. */
export const jsonLines: ExportFormat<TradeRecord, null> = {
  mediaType: "application/x-ndjson",
  begin: () => ({ bytes: new Uint8Array(), rows: 0, state: null }),
  rows: (_asked, state, records) => ({
    bytes: Buffer.from(records.map((record) => `${canonicalJson(record)}\n`).join("")),
    rows: records.length,
    state,
  }),
  end: () => new Uint8Array(),
};
