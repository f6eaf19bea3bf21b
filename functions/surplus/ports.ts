import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type Ledger, openLedger } from "../../shared/ledger/ledger.ts";
import { type MemberReader, memberReader } from "../../shared/members/members.ts";
import { reserveAdditions } from "../../shared/permits/reserve-additions.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable } from "../../shared/store/table.ts";
import type { surplus } from "./deployment.ts";
import { type SurplusStore, surplusStore } from "./store.ts";

type Functions = (typeof surplus)["functions"];

/** Dependencies of the use cases of surplus, and of recoveries that go on. */
export interface SurplusPorts extends CommandPorts {
  readonly own: SurplusStore;
  readonly ledger: Ledger;
  readonly members: MemberReader;
  readonly reserves: Pick<ReturnType<typeof reserveAdditions>, "additionPut">;
}

/** The ports over what recoveries are granted; the API is granted more. */
export function surplusPorts({ dynamo, clock, tables }: Deployed<Functions["surplus-recover"]>): SurplusPorts {
  return {
    dynamo,
    clock,
    own: surplusStore(openTable(dynamo, tables.Surplus)),
    ledger: openLedger(dynamo, tables.Ledger),
    members: memberReader(dynamo, tables.Parties),
    reserves: reserveAdditions(openTable(dynamo, tables.Permits)),
  };
}
