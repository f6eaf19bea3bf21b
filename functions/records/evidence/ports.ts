import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { openTable, type Table } from "../../../shared/store/table.ts";
import type { proofFunction } from "../deployment.ts";
import type { ExportsPorts } from "../exports/ports.ts";

/** Dependencies of the use cases of evidence. */
export interface EvidencePorts extends ExportsPorts {
  /** The table with the facts of auctions. */
  readonly facts: Table;
}

/** The ports over what the API function is granted, beyond those of exports. */
export function evidencePorts({ dynamo, tables }: Deployed<typeof proofFunction>): Pick<EvidencePorts, "facts"> {
  return { facts: openTable(dynamo, tables.Records) };
}
