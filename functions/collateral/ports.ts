import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type Ledger, openLedger } from "../../shared/ledger/ledger.ts";
import { type CodeReader, codesIn } from "../../shared/members/code-holders.ts";
import { type MemberReader, membersIn } from "../../shared/members/members.ts";
import { type NameReader, namesIn } from "../../shared/members/names.ts";
import { holdersOfLicences, type LicenceHolder } from "../../shared/members/sites.ts";
import { type FeeDebtReader, feeDebtReader } from "../../shared/permits/fee-debts.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable } from "../../shared/store/table.ts";
import { type CollateralStore, collateralStore } from "./store.ts";

/** What a function is granted of these tables. */
export type GrantedTo<Table extends string> = Pick<Deployed, "dynamo" | "clock"> & { readonly tables: Readonly<Record<Table, string>> };

/** Which sites hold discharge licences: needs the right to read `licence#*` of the table Parties. */
export interface LicenceReader {
  holdersOf(licenceNumbers: readonly string[]): Promise<readonly LicenceHolder[]>;
}

/** Dependencies of consumers and jobs that read and write the table of collateral only. */
export interface CollateralOwnPorts extends CommandPorts {
  readonly own: CollateralStore;
}

/** Dependencies of consumers and jobs that also move what is held; they ask nobody who they are. */
export interface CollateralJobPorts extends CollateralOwnPorts {
  readonly ledger: Ledger;
}

/** Dependencies of the use cases of collateral. */
export interface CollateralPorts extends CollateralJobPorts {
  readonly members: MemberReader & NameReader & CodeReader & LicenceReader;
}

/** The ports over what a consumer or a job without the ledger is granted. */
export function collateralOwnPorts({ dynamo, clock, tables }: GrantedTo<"Collateral">): CollateralOwnPorts {
  return { dynamo, clock, own: collateralStore(openTable(dynamo, tables.Collateral)) };
}

/** The ports over what a consumer or a job with the ledger is granted. */
export function collateralJobPorts(granted: GrantedTo<"Collateral" | "Ledger">): CollateralJobPorts {
  return { ...collateralOwnPorts(granted), ledger: openLedger(granted.dynamo, granted.tables.Ledger) };
}

/** Dependencies of use cases that pledge or say what can be pledged: they also look for exclusions. */
export interface PledgingPorts extends CollateralPorts {
  /** What sites owe of their use fees. */
  readonly fees: FeeDebtReader;
}

/** The ports over what an API function of collateral is granted. */
export function collateralPorts(granted: GrantedTo<"Collateral" | "Ledger" | "Parties">): CollateralPorts {
  const parties = openTable(granted.dynamo, granted.tables.Parties);
  const holdersOf = (numbers: readonly string[]) => holdersOfLicences(parties, numbers);
  return { ...collateralJobPorts(granted), members: { ...membersIn(parties), ...namesIn(parties), ...codesIn(parties), holdersOf } };
}

/** The ports over what an API function is granted that looks for exclusions: those of `exclusionGrants` besides. */
export function pledgingPorts(granted: GrantedTo<"Collateral" | "Ledger" | "Parties" | "Allocations">): PledgingPorts {
  return { ...collateralPorts(granted), fees: feeDebtReader(granted.dynamo, granted.tables.Allocations) };
}
