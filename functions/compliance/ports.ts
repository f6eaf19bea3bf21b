import type { Deployed } from "../../shared/deployment/deployed.ts";
import { type MemberReader, memberReader } from "../../shared/members/members.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable } from "../../shared/store/table.ts";
import type { compliance } from "./deployment.ts";
import { type ComplianceStore, complianceStore } from "./store.ts";

type Functions = (typeof compliance)["functions"];

/** Dependencies of the use cases of compliance. */
export interface CompliancePorts extends CommandPorts {
  readonly own: ComplianceStore;
  readonly members: MemberReader;
}

/** The ports over what the API is granted. */
export function compliancePorts({ dynamo, clock, tables }: Deployed<Functions["compliance-api"]>): CompliancePorts {
  return { dynamo, clock, own: complianceStore(openTable(dynamo, tables.Compliance)), members: memberReader(dynamo, tables.Parties) };
}
