import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { type DocumentBucket, openDocuments } from "../../../shared/store/objects.ts";
import type { carbon } from "../deployment.ts";
import { type CarbonPorts, carbonPorts } from "../ports.ts";

/** Dependencies of the use cases of annual reports and their verification. */
export interface ReportPorts extends CarbonPorts {
  /** Documents that entities upload as evidence. */
  readonly documents: DocumentBucket;
}

/** The ports over what the API of reports is granted. */
export function reportPorts(granted: Deployed<(typeof carbon)["functions"]["carbon-reports-api"]>): ReportPorts {
  return { ...carbonPorts(granted), documents: openDocuments(granted.buckets.CarbonEvidence) };
}
