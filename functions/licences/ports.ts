import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type Ledger, openLedger } from "../../shared/ledger/ledger.ts";
import { type MemberReader, memberReader, membersIn } from "../../shared/members/members.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable, type Table } from "../../shared/store/table.ts";
import { openQueue, type Queue, queueClient } from "../../shared/streams/queues.ts";
import type { ComparisonStep } from "./contract.ts";
import type { licences } from "./deployment.ts";
import type { DeliveredPorts } from "./records/list-delivered.ts";
import { type LicencesStore, licencesStore } from "./store.ts";

type Functions = (typeof licences)["functions"];

/** Dependencies of comparing a file with what is registered here. */
export interface ReadingPorts extends CommandPorts {
  readonly own: LicencesStore;
  readonly members: MemberReader;
  /** The table of parties, for reads of many rows at once. */
  readonly parties: Pick<Table, "readMany">;
  /** The table of permits, for the facts that certified needs. */
  readonly needs: Pick<Table, "readMany">;
}

/** Dependencies of the steps of a comparison. */
export interface ComparingPorts extends ReadingPorts {
  readonly comparisons: Queue<ComparisonStep>;
}

/** Dependencies of the use cases of licences. */
export interface LicencesPorts extends ReadingPorts {
  readonly ledger: Ledger;
}

function readingPorts({
  dynamo,
  clock,
  tables,
}: Pick<Deployed<Functions["licences-compare"]>, "dynamo" | "clock" | "tables">): ReadingPorts {
  const parties = openTable(dynamo, tables.Parties);
  const needs = openTable(dynamo, tables.Permits);
  return { dynamo, clock, own: licencesStore(openTable(dynamo, tables.Licences)), members: membersIn(parties), parties, needs };
}

/** The ports over what the API function is granted. */
export function licencesPorts(granted: Deployed<Functions["licences-api"]>): LicencesPorts {
  return { ...readingPorts(granted), ledger: openLedger(granted.dynamo, granted.tables.Ledger) };
}

/** The ports over what listing deliveries is granted. */
export function deliveredPorts({ dynamo, clock, tables }: Deployed<Functions["licences-on-delivered"]>): DeliveredPorts {
  return { dynamo, clock, own: licencesStore(openTable(dynamo, tables.Licences)), members: memberReader(dynamo, tables.Parties) };
}

/** The ports over what the comparison is granted. */
export function comparingPorts(granted: Deployed<Functions["licences-compare"]>): ComparingPorts {
  return { ...readingPorts(granted), comparisons: openQueue(queueClient(), granted.queues["licence-comparisons"]) };
}
