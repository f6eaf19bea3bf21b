import type { Deployed } from "../../../shared/deployment/deployed.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import { openTable } from "../../../shared/store/table.ts";
import type { proofFunction } from "../deployment.ts";
import { readRecord, recordKey } from "../trades/rows.ts";
import { type BlockReader, blockReader } from "./blocks.ts";
import { type HeadReader, headReader } from "./heads.ts";

/** Dependencies of the use cases of sealing. */
export interface SealingPorts {
  readonly blocks: BlockReader;
  readonly heads: HeadReader;
  /** A trade record. */
  readonly record: (recordId: string) => Promise<TradeRecord | undefined>;
}

/** The ports over what the API function is granted. */
export function sealingPorts({ dynamo, tables }: Deployed<typeof proofFunction>): SealingPorts {
  const [seals, records] = [openTable(dynamo, tables.Seals), openTable(dynamo, tables.Records)];
  const record = (recordId: string) => records.read(recordKey(recordId), readRecord);
  return { blocks: blockReader(seals, records), heads: headReader(seals), record };
}
