import type { QueueFunction } from "../../../shared/deployment/context.ts";
import { objects, readMembers, sendTo, table } from "../../../shared/deployment/grants.ts";
import { evidenceBagGrants } from "../evidence/deployment.ts";
import { sealedExportGrants } from "../sealing/deployment.ts";
import { exportStep } from "./contract.ts";

/** What the API function that serves exports may do for them, beyond what all API functions of records may. */
export const exportsGrants = [
  table("Exports", ["GetItem", "PutItem"], ["command#*"]),
  table("Exports", ["GetItem", "Query", "PutItem"], ["exports#*"]),
  // Whether there is such an instrument.
  table("Records", ["GetItem"], ["instruments#*"]),
  table("Records", ["Query"], ["records#*"]),
  // What is exported of others is recorded.
  table("Readings", ["PutItem"], ["readings#*", "readings-of-area#*", "concealed-readings*"]),
  // Addresses that the function signs carry its own rights.
  objects("RecordExports", ["GetObject"], ["exports/*"]),
  sendTo("record-exports"),
] as const;

/** Consumers and jobs of exports. */
export const exportsFunctions = {
  "records-export": {
    kind: "queue",
    handler: "functions/records/exports/on-step.handler.ts",
    queue: "record-exports",
    message: exportStep,
    maximumConcurrency: 2,
    settings: ["exportDays"],
    impact: "Files of trade records that were asked for are not written",
    grants: [
      readMembers,
      table("Exports", ["GetItem", "PutItem"], ["exports#*"]),
      table("Records", ["GetItem"], ["instruments#*"]),
      table("Records", ["Query"], ["records#*"]),
      table("Records", ["BatchGetItem"], ["record#*"]),
      ...sealedExportGrants,
      ...evidenceBagGrants,
      objects("RecordExports", ["GetObject", "PutObject", "AbortMultipartUpload"], ["exports/*"]),
      objects("RecordExports", ["GetObject", "PutObject"], ["rests/*"]),
      sendTo("record-exports"),
    ],
  },
} as const satisfies Record<string, QueueFunction>;
