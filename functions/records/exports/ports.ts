import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { memberReader } from "../../../shared/members/members.ts";
import { readingLog } from "../../../shared/members/readings.ts";
import type { CommandPorts } from "../../../shared/store/command.ts";
import { type DocumentBucket, openDocuments } from "../../../shared/store/objects.ts";
import { openTable } from "../../../shared/store/table.ts";
import { openQueue, type Queue, queueClient } from "../../../shared/streams/queues.ts";
import type { proofFunction } from "../deployment.ts";
import type { ReadingPorts } from "../readings/record-reading.ts";
import { type HeadReader, headReader } from "../sealing/heads.ts";
import type { RangePorts } from "../trades/authorized-range.ts";
import { tradeReader } from "../trades/store.ts";
import type { ExportStep } from "./contract.ts";
import { type ExportsStore, exportsStore } from "./store.ts";

/** Dependencies of the use cases of exports. */
export interface ExportsPorts extends CommandPorts, ReadingPorts, RangePorts {
  readonly own: ExportsStore;
  readonly files: Pick<DocumentBucket, "download">;
  readonly steps: Queue<ExportStep>;
  readonly heads: HeadReader;
}

/** The ports over what the API function is granted. */
export function exportsPorts({ dynamo, clock, tables, buckets, queues }: Deployed<typeof proofFunction>): ExportsPorts {
  return {
    ...{ dynamo, clock },
    own: exportsStore(openTable(dynamo, tables.Exports)),
    members: memberReader(dynamo, tables.Parties),
    trades: tradeReader(openTable(dynamo, tables.Records)),
    readings: readingLog(dynamo, tables.Readings),
    heads: headReader(openTable(dynamo, tables.Seals)),
    files: openDocuments(buckets.RecordExports),
    steps: openQueue(queueClient(), queues["record-exports"]),
  };
}
