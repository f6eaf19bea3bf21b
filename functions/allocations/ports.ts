import { type BankDays, bankDaysIn } from "../../shared/bank-days/bank-days.ts";
import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type Ledger, openLedger } from "../../shared/ledger/ledger.ts";
import { type MemberReader, memberReader } from "../../shared/members/members.ts";
import { type LicensedAmountsReader, licensedAmountsIn } from "../../shared/permits/licensed-amounts.ts";
import { type Routes, routesIn } from "../../shared/permits/routes.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable, type Table } from "../../shared/store/table.ts";
import { type InTurn, turns } from "../../shared/store/turns.ts";
import { openQueue, type Queue, queueClient } from "../../shared/streams/queues.ts";
import type { PlanPage } from "./contract.ts";
import type { allocations } from "./deployment.ts";
import { type AllocationsStore, allocationsStore } from "./store.ts";

type Functions = (typeof allocations)["functions"];

/** What every function of allocations has: its table and the ledger. */
export interface LedgerPorts extends CommandPorts {
  readonly own: AllocationsStore;
  readonly ledger: Ledger;
}

/** Dependencies of the API's use cases. */
export interface AllocationsPorts extends LedgerPorts {
  readonly members: MemberReader;
  /** Licences, parties and sites, many at once. */
  readonly parties: Pick<Table, "readMany">;
  /** Amounts that go by auction. */
  readonly byAuction: Pick<Routes, "routesOf" | "routeFree">;
  /** What discharge licences allow. */
  readonly licences: LicensedAmountsReader;
  /** Facts of permits that have expired. */
  readonly permits: Pick<Table, "read">;
}

/** Dependencies of working on a plan's pages. */
export interface PagePorts extends LedgerPorts {
  readonly permits: Pick<Table, "read">;
  readonly pages: Queue<PlanPage>;
}

/** Dependencies of telling of ending terms. */
export interface RenewalPorts extends LedgerPorts {
  readonly members: MemberReader;
}

/** Dependencies of deadlines: they wait for bank days to be closed. */
export interface DeadlinePorts extends LedgerPorts {
  readonly bankDays: Pick<BankDays, "closedThrough" | "defaultWrites">;
  /** Serializes transactions that write a pool's headroom. */
  readonly inTurn: InTurn;
}

/** The ports over what the API function is granted. */
export function allocationsPorts({ dynamo, clock, tables }: Deployed<Functions["allocations-api"]>): AllocationsPorts {
  return {
    ...ledgerPorts({ dynamo, clock, tables }),
    members: memberReader(dynamo, tables.Parties),
    parties: openTable(dynamo, tables.Parties),
    byAuction: routesIn(openTable(dynamo, tables.Permits)),
    licences: licensedAmountsIn(openTable(dynamo, tables.Licences)),
    permits: openTable(dynamo, tables.Permits),
  };
}

/** The ports over what the page worker is granted. */
export function pagePorts({ dynamo, clock, tables, queues }: Deployed<Functions["allocations-pages"]>): PagePorts {
  return {
    ...ledgerPorts({ dynamo, clock, tables }),
    permits: openTable(dynamo, tables.Permits),
    pages: openQueue(queueClient(), queues["allocation-pages"]),
  };
}

/** The ports over what the job of ending terms is granted. */
export function renewalPorts({ dynamo, clock, tables }: Deployed<Functions["allocations-renewal-ahead"]>): RenewalPorts {
  return { ...ledgerPorts({ dynamo, clock, tables }), members: memberReader(dynamo, tables.Parties) };
}

/** The ports over what the job of deadlines is granted. */
export function deadlinePorts({ dynamo, clock, tables }: Deployed<Functions["allocations-deadlines"]>): DeadlinePorts {
  return { ...ledgerPorts({ dynamo, clock, tables }), bankDays: bankDaysIn(openTable(dynamo, tables.Cash)), inTurn: turns() };
}

/** The table of allocations and the ledger, by their names. */
export function ledgerPorts({
  dynamo,
  clock,
  tables,
}: Pick<Deployed, "dynamo" | "clock"> & { readonly tables: { readonly Allocations: string; readonly Ledger: string } }): LedgerPorts {
  return { dynamo, clock, own: allocationsStore(openTable(dynamo, tables.Allocations)), ledger: openLedger(dynamo, tables.Ledger) };
}
