import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { openTable } from "../../../shared/store/table.ts";
import type { proofFunction } from "../deployment.ts";
import { type BlockReader, blockReader } from "./blocks.ts";

/** Dependencies of the use cases of sealing. */
export interface SealingPorts {
  readonly blocks: BlockReader;
}

/** The ports over what the API function is granted. */
export function sealingPorts({ dynamo, tables }: Deployed<typeof proofFunction>): SealingPorts {
  return { blocks: blockReader(openTable(dynamo, tables.Seals), openTable(dynamo, tables.Records)) };
}
