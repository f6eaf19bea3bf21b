import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type Ledger, openLedger } from "../../shared/ledger/ledger.ts";
import { type MemberReader, memberReader } from "../../shared/members/members.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable } from "../../shared/store/table.ts";
import { type CarbonStore, carbonStore } from "./store.ts";

type Granted<Table extends string> = Pick<Deployed, "dynamo" | "clock"> & { readonly tables: Readonly<Record<Table, string>> };

/** Dependencies of the use cases of carbon. */
export interface CarbonPorts extends CommandPorts {
  readonly own: CarbonStore;
  readonly members: MemberReader;
}

/** Dependencies of what time does: it asks nobody who they are. */
export type DuePorts = Omit<CarbonPorts, "members">;

/** Dependencies of use cases that move allowances. */
export interface AllowancePorts extends CarbonPorts {
  readonly ledger: Ledger;
}

/** The ports over what a function without the ledger is granted. */
export function carbonPorts({ dynamo, clock, tables }: Granted<"Carbon" | "Parties">): CarbonPorts {
  return { dynamo, clock, own: carbonStore(openTable(dynamo, tables.Carbon)), members: memberReader(dynamo, tables.Parties) };
}

/** The ports over what the job of deadlines is granted. */
export function duePorts({ dynamo, clock, tables }: Granted<"Carbon">): DuePorts {
  return { dynamo, clock, own: carbonStore(openTable(dynamo, tables.Carbon)) };
}

/** The ports over what a function with the ledger is granted. */
export function allowancePorts(granted: Granted<"Carbon" | "Ledger" | "Parties">): AllowancePorts {
  return { ...carbonPorts(granted), ledger: openLedger(granted.dynamo, granted.tables.Ledger) };
}
