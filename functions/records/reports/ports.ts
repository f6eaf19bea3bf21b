import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { type Ledger, openLedger } from "../../../shared/ledger/ledger.ts";
import { openTable, type Table } from "../../../shared/store/table.ts";
import type { marketFunction } from "../deployment.ts";
import { type StatisticsPorts, statisticsPorts } from "../statistics/ports.ts";

/** Dependencies of market reports, and of everything else that the function of the market serves. */
export interface ReportPorts extends StatisticsPorts {
  readonly records: Table;
  readonly ledger: Pick<Ledger, "position" | "positions">;
}

/** The ports over what the API function of the market is granted. */
export function reportPorts(granted: Deployed<typeof marketFunction>): ReportPorts {
  const { dynamo, tables } = granted;
  return { ...statisticsPorts(granted), records: openTable(dynamo, tables.Records), ledger: openLedger(dynamo, tables.Ledger) };
}
