import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type Ledger, openLedger } from "../../shared/ledger/ledger.ts";
import { type CodeReader, codesIn } from "../../shared/members/code-holders.ts";
import { type MemberReader, membersIn } from "../../shared/members/members.ts";
import { type NameReader, namesIn } from "../../shared/members/names.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable } from "../../shared/store/table.ts";
import { type CollateralStore, collateralStore } from "./store.ts";

type Granted<Table extends string> = Pick<Deployed, "dynamo" | "clock"> & { readonly tables: Readonly<Record<Table, string>> };

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
  readonly members: MemberReader & NameReader & CodeReader;
}

/** The ports over what a consumer or a job without the ledger is granted. */
export function collateralOwnPorts({ dynamo, clock, tables }: Granted<"Collateral">): CollateralOwnPorts {
  return { dynamo, clock, own: collateralStore(openTable(dynamo, tables.Collateral)) };
}

/** The ports over what a consumer or a job with the ledger is granted. */
export function collateralJobPorts(granted: Granted<"Collateral" | "Ledger">): CollateralJobPorts {
  return { ...collateralOwnPorts(granted), ledger: openLedger(granted.dynamo, granted.tables.Ledger) };
}

/** The ports over what an API function of collateral is granted. */
export function collateralPorts(granted: Granted<"Collateral" | "Ledger" | "Parties">): CollateralPorts {
  const parties = openTable(granted.dynamo, granted.tables.Parties);
  return { ...collateralJobPorts(granted), members: { ...membersIn(parties), ...namesIn(parties), ...codesIn(parties) } };
}
