import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Clock } from "../../shared/kernel/clock.ts";
import { type LedgerReader, ledgerReader } from "../../shared/ledger/read.ts";
import { type MemberReader, memberReader } from "../../shared/members/members.ts";
import { type PermitsStore, permitsStore } from "./store.ts";

/** What the use cases of permits reach. */
export interface PermitsPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly tables: { readonly Permits: string; readonly Ledger: string };
  readonly members: MemberReader;
  readonly ledger: LedgerReader;
  readonly permits: PermitsStore;
}

/** The ports over one client; `tables` are names. */
export function permitsPorts(
  dynamo: DynamoDBClient,
  clock: Clock,
  tables: { readonly Permits: string; readonly Ledger: string; readonly Parties: string },
): PermitsPorts {
  return {
    dynamo,
    clock,
    tables,
    members: memberReader(dynamo, tables.Parties),
    ledger: ledgerReader(dynamo, tables.Ledger),
    permits: permitsStore(dynamo, tables.Permits),
  };
}
