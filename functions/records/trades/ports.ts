import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { type MemberReader, memberReader } from "../../../shared/members/members.ts";
import { readingLog } from "../../../shared/members/readings.ts";
import { openTable } from "../../../shared/store/table.ts";
import type { tradesFunction } from "../deployment.ts";
import type { PedigreePorts } from "../pedigree/ports.ts";
import type { ReadingPorts } from "../readings/record-reading.ts";
import { type DifferenceStore, differenceStore } from "./checks/store.ts";
import { type PublicReader, publicReader } from "./public-rows.ts";
import { type TradeReader, tradeReader } from "./store.ts";

/** Dependencies of the use cases of trade records. */
export interface TradesPorts extends ReadingPorts {
  readonly members: MemberReader;
  readonly trades: TradeReader;
  readonly differences: Pick<DifferenceStore, "page">;
  readonly publicTrades: PublicReader;
}

/** The ports over what the API function of trade records is granted. */
export function tradesPorts({ dynamo, clock, tables }: Deployed<typeof tradesFunction>): PedigreePorts {
  const records = openTable(dynamo, tables.Records);
  return {
    ...{ dynamo, clock, records },
    ledger: openTable(dynamo, tables.Ledger),
    parties: openTable(dynamo, tables.Parties),
    members: memberReader(dynamo, tables.Parties),
    trades: tradeReader(records),
    differences: differenceStore(dynamo, records),
    publicTrades: publicReader(records),
    readings: readingLog(dynamo, tables.Readings),
  };
}
