import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type Ledger, openLedger } from "../../shared/ledger/ledger.ts";
import { type MemberReader, memberReader } from "../../shared/members/members.ts";
import { type LicenceRecordReader, licenceRecordReader } from "../../shared/permits/licence-records.ts";
import { type Routes, routesOver } from "../../shared/permits/routes.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable, type Table } from "../../shared/store/table.ts";
import type { permits } from "./deployment.ts";
import { type PermitsStore, permitsStore } from "./store.ts";

type Functions = (typeof permits)["functions"];

/** Dependencies of the expiry of permits. */
export interface ExpiryPorts extends CommandPorts {
  readonly own: PermitsStore;
  readonly ledger: Ledger;
  readonly members: MemberReader;
}

/** Dependencies of the use cases of permits. */
export interface PermitsPorts extends ExpiryPorts {
  /** Tells which amounts of assessments go by allocation. */
  readonly byAllocation: Pick<Routes, "routeFree">;
  /** Facts of renewals. */
  readonly allocations: Pick<Table, "read">;
  /** What stands in discharge licences. */
  readonly licenceRecords: LicenceRecordReader;
}

/** The ports over what the expiry is granted. */
export function expiryPorts({ dynamo, clock, tables }: Deployed<Functions["permits-expire"]>): ExpiryPorts {
  return {
    dynamo,
    clock,
    own: permitsStore(openTable(dynamo, tables.Permits)),
    ledger: openLedger(dynamo, tables.Ledger),
    members: memberReader(dynamo, tables.Parties),
  };
}

/** The ports over what the API function is granted. */
export function permitsPorts(granted: Deployed<Functions["permits-api"]>): PermitsPorts {
  const { dynamo, tables } = granted;
  return {
    ...expiryPorts(granted),
    allocations: openTable(dynamo, tables.Allocations),
    byAllocation: routesOver(dynamo, tables.Allocations),
    licenceRecords: licenceRecordReader(dynamo, tables.Licences),
  };
}
