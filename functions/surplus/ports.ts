import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type Ledger, openLedger } from "../../shared/ledger/ledger.ts";
import { type MemberReader, memberReader } from "../../shared/members/members.ts";
import { type FeeDebtCheck, feeDebtsIn } from "../../shared/permits/fee-debts.ts";
import { type PaidAllocations, paidAllocationsIn } from "../../shared/permits/paid-allocations.ts";
import { reserveAdditions } from "../../shared/permits/reserve-additions.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable } from "../../shared/store/table.ts";
import type { surplus } from "./deployment.ts";
import { type SurplusStore, surplusStore } from "./store.ts";

type Functions = (typeof surplus)["functions"];

/** Dependencies of recoveries that go on. */
export interface RecoveryPorts extends CommandPorts {
  readonly own: SurplusStore;
  readonly ledger: Ledger;
  readonly reserves: Pick<ReturnType<typeof reserveAdditions>, "additionPut">;
  /** What sites owe of permits since a certificate for their fee was reversed. */
  readonly debts: FeeDebtCheck;
}

/** Dependencies of the use cases of surplus. */
export interface SurplusPorts extends RecoveryPorts {
  readonly members: MemberReader;
  /** What allocations delivered for a fee. */
  readonly allocations: PaidAllocations;
}

/** The ports over what the job of recoveries is granted. */
export function recoveryPorts({ dynamo, clock, tables }: Deployed<Functions["surplus-recover"]>): RecoveryPorts {
  return {
    dynamo,
    clock,
    own: surplusStore(openTable(dynamo, tables.Surplus)),
    ledger: openLedger(dynamo, tables.Ledger),
    reserves: reserveAdditions(openTable(dynamo, tables.Permits)),
    debts: feeDebtsIn(openTable(dynamo, tables.Allocations)),
  };
}

/** The ports over what the API is granted. */
export function surplusPorts(granted: Deployed<Functions["surplus-api"]>): SurplusPorts {
  const { dynamo, tables } = granted;
  const allocations = paidAllocationsIn(openTable(dynamo, tables.Allocations));
  return { ...recoveryPorts(granted), members: memberReader(dynamo, tables.Parties), allocations };
}
