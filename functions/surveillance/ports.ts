import type { Deployed } from "../../shared/deployment/deployed.ts";
import { codesIn } from "../../shared/members/code-holders.ts";
import { type MemberReader, memberReader, membersIn } from "../../shared/members/members.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openBucket } from "../../shared/store/objects.ts";
import { openTable, type Table } from "../../shared/store/table.ts";
import { type Acts, actsIn } from "../../shared/supervision/acts.ts";
import type { surveillance } from "./deployment.ts";
import type { HearingPorts } from "./screens/hear-auction.ts";
import { screensRows } from "./screens/store.ts";
import { worklistRows } from "./worklist/store.ts";

type Functions = (typeof surveillance)["functions"];

/** The table of surveillance, but for what the operator did. */
export type SurveillanceStore = ReturnType<typeof surveillanceStore>;

function surveillanceStore(table: Table) {
  return { ...table, ...screensRows(table), ...worklistRows(table) };
}

/** Dependencies of the use cases of surveillance. */
export interface SurveillancePorts extends CommandPorts {
  readonly own: SurveillanceStore;
  readonly acts: Acts;
  readonly members: MemberReader;
}

/** The ports over what the API is granted. */
export function surveillancePorts({ dynamo, clock, tables }: Deployed<Functions["surveillance-api"]>): SurveillancePorts {
  const table = openTable(dynamo, tables.Surveillance);
  return { dynamo, clock, own: surveillanceStore(table), acts: actsIn(table), members: memberReader(dynamo, tables.Parties) };
}

/** The ports over what hearing of auctions is granted. */
export function screeningPorts({ dynamo, clock, tables, buckets }: Deployed<Functions["surveillance-on-auction"]>): HearingPorts {
  const parties = openTable(dynamo, tables.Parties);
  return {
    ...{ dynamo, clock, own: surveillanceStore(openTable(dynamo, tables.Surveillance)) },
    members: { ...membersIn(parties), ...codesIn(parties) },
    evidence: openBucket(buckets.Manifests),
  };
}
