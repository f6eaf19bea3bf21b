import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type Ledger, openLedger } from "../../shared/ledger/ledger.ts";
import { type MemberReader, membersIn } from "../../shared/members/members.ts";
import { type NameReader, namesIn } from "../../shared/members/names.ts";
import { holdersOfLicences, type LicenceHolder } from "../../shared/members/sites.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable } from "../../shared/store/table.ts";
import { type CollateralStore, collateralStore } from "./store.ts";

type Granted<Table extends string> = Pick<Deployed, "dynamo" | "clock"> & { readonly tables: Readonly<Record<Table, string>> };

/** Which sites hold discharge licences; needs the right to read `licence#*` of the table Parties. */
export interface LicenceReader {
  holdersOf(licenceNumbers: readonly string[]): Promise<readonly LicenceHolder[]>;
}

/** Dependencies of the use cases of collateral. */
export interface CollateralPorts extends CommandPorts {
  readonly own: CollateralStore;
  readonly members: MemberReader & NameReader & LicenceReader;
  readonly ledger: Ledger;
}

/** Dependencies of consumers and jobs, which ask nobody who they are. */
export type CollateralJobPorts = Omit<CollateralPorts, "members">;

/** The ports over what an API function of collateral is granted. */
export function collateralPorts(granted: Granted<"Collateral" | "Ledger" | "Parties">): CollateralPorts {
  const parties = openTable(granted.dynamo, granted.tables.Parties);
  const members = {
    ...membersIn(parties),
    ...namesIn(parties),
    holdersOf: (numbers: readonly string[]) => holdersOfLicences(parties, numbers),
  };
  return { ...collateralJobPorts(granted), members };
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
