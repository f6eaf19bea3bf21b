import { openTable } from "../../../shared/store/table.ts";
import { everyFactHandler } from "../../../shared/streams/functions.ts";
import { records } from "../deployment.ts";
import { recordedFacts } from "./contract-facts.ts";
import { tradeRecorder } from "./record-trade.ts";

/** Writes the trade records of each fact that makes some. */
export const handler = everyFactHandler(records.functions["records-on-trade"], recordedFacts, ({ dynamo, clock, tables }) =>
  tradeRecorder({ clock, records: openTable(dynamo, tables.Records), seals: openTable(dynamo, tables.Seals) }),
);
