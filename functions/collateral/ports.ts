import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type Ledger, openLedger } from "../../shared/ledger/ledger.ts";
import { type MemberReader, membersIn } from "../../shared/members/members.ts";
import { type NameReader, namesIn } from "../../shared/members/names.ts";
import { type FeeDebtReader, feeDebtReader } from "../../shared/permits/fee-debts.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable } from "../../shared/store/table.ts";
import { type CollateralStore, collateralStore } from "./store.ts";

type Granted<Table extends string> = Pick<Deployed, "dynamo" | "clock"> & { readonly tables: Readonly<Record<Table, string>> };

/** Dependencies of the use cases of collateral. */
export interface CollateralPorts extends CommandPorts {
  readonly own: CollateralStore;
  readonly members: MemberReader & NameReader;
  readonly ledger: Ledger;
}

/** Dependencies of use cases that pledge or say what can be pledged: they also look for exclusions. */
export interface PledgingPorts extends CollateralPorts {
  /** What sites owe of their use fees. */
  readonly fees: FeeDebtReader;
}

/** Dependencies of consumers and jobs, which ask nobody who they are. */
export type CollateralJobPorts = Omit<CollateralPorts, "members">;

/** The ports over what an API function of collateral is granted. */
export function collateralPorts(granted: Granted<"Collateral" | "Ledger" | "Parties">): CollateralPorts {
  const parties = openTable(granted.dynamo, granted.tables.Parties);
  return { ...collateralJobPorts(granted), members: { ...membersIn(parties), ...namesIn(parties) } };
}

/** The ports over what an API function is granted that looks for exclusions: those of `exclusionGrants` besides. */
export function pledgingPorts(granted: Granted<"Collateral" | "Ledger" | "Parties" | "Allocations">): PledgingPorts {
  return { ...collateralPorts(granted), fees: feeDebtReader(granted.dynamo, granted.tables.Allocations) };
}

/** The ports over what a consumer or a job of collateral is granted. */
export function collateralJobPorts({ dynamo, clock, tables }: Granted<"Collateral" | "Ledger">): CollateralJobPorts {
  return {
    dynamo,
    clock,
    own: collateralStore(openTable(dynamo, tables.Collateral)),
    ledger: openLedger(dynamo, tables.Ledger),
  };
}
