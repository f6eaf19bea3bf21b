import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type Ledger, openLedger } from "../../shared/ledger/ledger.ts";
import { type MemberReader, memberReader } from "../../shared/members/members.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable } from "../../shared/store/table.ts";
import type { carbon } from "./deployment.ts";
import { type CarbonStore, carbonStore } from "./store.ts";

type Functions = (typeof carbon)["functions"];

/** Dependencies of the use cases of carbon. */
export interface CarbonPorts extends CommandPorts {
  readonly own: CarbonStore;
  readonly members: MemberReader;
}

/** Dependencies of use cases that move allowances. */
export interface AllowancePorts extends CarbonPorts {
  readonly ledger: Ledger;
}

/** The ports over what an API function without the ledger is granted. */
export function carbonPorts({
  dynamo,
  clock,
  tables,
}: Pick<Deployed<Functions["carbon-api" | "carbon-sheets-api"]>, "dynamo" | "clock" | "tables">): CarbonPorts {
  return { dynamo, clock, own: carbonStore(openTable(dynamo, tables.Carbon)), members: memberReader(dynamo, tables.Parties) };
}

/** The ports over what a function with the ledger is granted. */
export function allowancePorts(
  granted: Pick<Deployed, "dynamo" | "clock"> & { readonly tables: Readonly<Record<"Carbon" | "Ledger" | "Parties", string>> },
): AllowancePorts {
  return { ...carbonPorts(granted), ledger: openLedger(granted.dynamo, granted.tables.Ledger) };
}
