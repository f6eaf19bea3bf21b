import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { memberReader } from "../../../shared/members/members.ts";
import { openArchive, openBucket } from "../../../shared/store/objects.ts";
import { openTable } from "../../../shared/store/table.ts";
import { openUploads } from "../../../shared/store/uploads.ts";
import { openQueue, queueClient } from "../../../shared/streams/queues.ts";
import { tradeReader } from "../trades/store.ts";
import type { exportsFunctions } from "./deployment.ts";
import { exportsStore } from "./store.ts";
import type { ExportJobPorts } from "./take-step.ts";
import { recordsPerPage, stepLimits } from "./write-rows.ts";

/** The ports over what the job is granted. */
export function exportJobPorts({
  dynamo,
  clock,
  tables,
  buckets,
  queues,
  settings,
}: Deployed<(typeof exportsFunctions)["records-export"]>): ExportJobPorts {
  const records = openTable(dynamo, tables.Records);
  return {
    ...{ dynamo, clock, limits: stepLimits },
    sources: { records, seals: openTable(dynamo, tables.Seals), books: openBucket(buckets.Manifests), perPage: recordsPerPage },
    keptDays: Number(settings.exportDays),
    own: exportsStore(openTable(dynamo, tables.Exports)),
    members: memberReader(dynamo, tables.Parties),
    trades: tradeReader(records),
    files: openArchive(buckets.RecordExports),
    uploads: openUploads(buckets.RecordExports),
    steps: openQueue(queueClient(), queues["record-exports"]),
  };
}
