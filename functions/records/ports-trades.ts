import type { Deployed } from "../../shared/deployment/deployed.ts";
import { memberReader } from "../../shared/members/members.ts";
import { readingLog } from "../../shared/members/readings.ts";
import { openTable } from "../../shared/store/table.ts";
import type { tradesFunction } from "./deployment.ts";
import type { PedigreePorts } from "./pedigree/ports.ts";
import { exceptionStore } from "./trades/checks/exception-store.ts";
import { differenceStore } from "./trades/checks/store.ts";
import { publicReader } from "./trades/public-rows.ts";
import { tradeReader } from "./trades/store.ts";

/** The ports over what the API function of trade records and pedigree is granted. */
export function tradesPorts({ dynamo, clock, tables }: Deployed<typeof tradesFunction>): PedigreePorts {
  const records = openTable(dynamo, tables.Records);
  return {
    ...{ dynamo, clock, records },
    ledger: openTable(dynamo, tables.Ledger),
    parties: openTable(dynamo, tables.Parties),
    members: memberReader(dynamo, tables.Parties),
    trades: tradeReader(records),
    differences: differenceStore(dynamo, records),
    exceptions: exceptionStore(records),
    publicTrades: publicReader(records),
    readings: readingLog(dynamo, tables.Readings),
  };
}
