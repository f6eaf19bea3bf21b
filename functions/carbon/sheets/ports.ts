import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { openDocuments } from "../../../shared/store/objects.ts";
import type { carbon } from "../deployment.ts";
import { carbonPorts } from "../ports.ts";
import type { ReportPorts } from "../reports/ports.ts";

/** The ports over what the API of sheets is granted: those of drafting, and the documents that were uploaded. */
export function sheetPorts(granted: Deployed<(typeof carbon)["functions"]["carbon-sheets-api"]>): ReportPorts {
  return { ...carbonPorts(granted), documents: openDocuments(granted.buckets.CarbonEvidence) };
}
