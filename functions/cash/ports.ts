import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type Ledger, openLedger } from "../../shared/ledger/ledger.ts";
import { type MemberReader, memberReader } from "../../shared/members/members.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable } from "../../shared/store/table.ts";
import type { cash } from "./deployment.ts";
import { type CashStore, cashStore } from "./store.ts";

/** Dependencies of the use cases of cash. */
export interface CashPorts extends CommandPorts {
  readonly own: CashStore;
  readonly members: MemberReader;
  readonly ledger: Ledger;
}

/** The ports over what booking is granted; the API is granted more. */
export function cashPorts({ dynamo, clock, tables }: Deployed<(typeof cash.functions)["cash-book-statement"]>): CashPorts {
  return {
    dynamo,
    clock,
    own: cashStore(openTable(dynamo, tables.Cash)),
    members: memberReader(dynamo, tables.Parties),
    ledger: openLedger(dynamo, tables.Ledger),
  };
}
