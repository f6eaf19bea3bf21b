import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { openLedger } from "../../../shared/ledger/ledger.ts";
import { memberReader } from "../../../shared/members/members.ts";
import { readingLog } from "../../../shared/members/readings.ts";
import { openTable } from "../../../shared/store/table.ts";
import type { statementsFunction } from "../deployment.ts";
import type { HoldingsPorts } from "../holdings/ports.ts";

/** The ports over what the API function is granted. */
export function statementsPorts({ dynamo, clock, tables }: Deployed<typeof statementsFunction>): HoldingsPorts {
  return {
    dynamo,
    clock,
    records: openTable(dynamo, tables.Records),
    members: memberReader(dynamo, tables.Parties),
    parties: openTable(dynamo, tables.Parties),
    readings: readingLog(dynamo, tables.Readings),
    ledger: openLedger(dynamo, tables.Ledger),
  };
}
