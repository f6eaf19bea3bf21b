import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type Ledger, openLedger } from "../../shared/ledger/ledger.ts";
import { type MemberReader, memberReader } from "../../shared/members/members.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable, type Table } from "../../shared/store/table.ts";
import { openQueue, queueClient } from "../../shared/streams/queues.ts";
import type { compliance } from "./deployment.ts";
import type { HearingPorts } from "./obligations/hear.ts";
import type { PagePorts } from "./obligations/pages.ts";
import type { TurnPorts } from "./obligations/turns.ts";
import { type ComplianceStore, complianceStore } from "./store.ts";

type Functions = (typeof compliance)["functions"];

/** Dependencies of the use cases of compliance. */
export interface CompliancePorts extends CommandPorts {
  readonly own: ComplianceStore;
  readonly members: MemberReader;
  /** What facts were recorded, and the ledger: an obligation is rebuilt from them. */
  readonly records: Table;
  readonly ledger: Ledger;
}

/** The ports over what the API is granted. */
export function compliancePorts({ dynamo, clock, tables }: Deployed<Functions["compliance-api"]>): CompliancePorts {
  return {
    ...{ dynamo, clock, own: complianceStore(openTable(dynamo, tables.Compliance)) },
    members: memberReader(dynamo, tables.Parties),
    records: openTable(dynamo, tables.Records),
    ledger: openLedger(dynamo, tables.Ledger),
  };
}

/** The ports over what hearing facts is granted. */
export function hearingPorts({ dynamo, clock, tables, queues }: Deployed<Functions["compliance-on-fact"]>): HearingPorts {
  const pages = openQueue(queueClient(), queues["compliance-pages"]);
  return { dynamo, clock, own: complianceStore(openTable(dynamo, tables.Compliance)), pages };
}

/** The ports over what a page is granted. */
export function pagePorts({ dynamo, clock, tables, queues }: Deployed<Functions["compliance-page"]>): PagePorts {
  const pages = openQueue(queueClient(), queues["compliance-pages"]);
  return { dynamo, clock, own: complianceStore(openTable(dynamo, tables.Compliance)), pages };
}

/** The ports over what the turns of time are granted. */
export function turnPorts({ dynamo, clock, tables, queues }: Deployed<Functions["compliance-turns"]>): TurnPorts {
  const pages = openQueue(queueClient(), queues["compliance-pages"]);
  return { clock, own: openTable(dynamo, tables.Compliance), pages };
}
