import { openLedger } from "../../../shared/ledger/ledger.ts";
import { openTable } from "../../../shared/store/table.ts";
import { factsHandler } from "../../../shared/streams/functions.ts";
import { records } from "../deployment.ts";
import { transferRecorder } from "./record-transfer.ts";

/** Writes a row for each posting of a ledger entry, and stores month-end balances. */
export const handler = factsHandler(records.functions["records-on-transfer"], ({ dynamo, clock, tables }) => ({
  transfer: transferRecorder({ clock, records: openTable(dynamo, tables.Records), ledger: openLedger(dynamo, tables.Ledger) }),
}));
