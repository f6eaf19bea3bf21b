import type { Deployed } from "../../shared/deployment/deployed.ts";
import { openLedger } from "../../shared/ledger/ledger.ts";
import { memberReader } from "../../shared/members/members.ts";
import { openTable } from "../../shared/store/table.ts";
import type { records } from "./deployment.ts";
import type { RecordsPorts } from "./read-records.ts";

/** The ports over what the API function is granted. */
export function recordsPorts({ dynamo, clock, tables }: Deployed<(typeof records.functions)["records-api"]>): RecordsPorts {
  return {
    dynamo,
    clock,
    records: openTable(dynamo, tables.Records),
    members: memberReader(dynamo, tables.Parties),
    ledger: openLedger(dynamo, tables.Ledger),
  };
}
