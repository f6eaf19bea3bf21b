import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Clock } from "../../shared/kernel/clock.ts";
import { type LedgerReader, ledgerReader } from "../../shared/ledger/read.ts";
import { type MemberReader, memberReader } from "../../shared/members/members.ts";
import { type CashStore, cashStore } from "./store.ts";

/** What the use cases of cash reach. */
export interface CashPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly tables: { readonly Cash: string; readonly Ledger: string };
  readonly members: MemberReader;
  readonly ledger: LedgerReader;
  readonly cash: CashStore;
}

/** The ports over one client; `tables` are names. */
export function cashPorts(
  dynamo: DynamoDBClient,
  clock: Clock,
  tables: { readonly Cash: string; readonly Ledger: string; readonly Parties: string },
): CashPorts {
  return {
    dynamo,
    clock,
    tables,
    members: memberReader(dynamo, tables.Parties),
    ledger: ledgerReader(dynamo, tables.Ledger),
    cash: cashStore(dynamo, tables.Cash),
  };
}
