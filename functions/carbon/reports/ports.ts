import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { type DocumentBucket, openDocuments } from "../../../shared/store/objects.ts";
import type { carbon } from "../deployment.ts";
import { type AllowancePorts, allowancePorts } from "../ports.ts";

/** Dependencies of the use cases of annual reports and their verification. */
export interface ReportPorts extends AllowancePorts {
  /** Documents that entities upload as evidence. */
  readonly documents: DocumentBucket;
}

/** Dependencies of drafting a report, which moves nothing in the ledger. */
export type DraftPorts = Omit<ReportPorts, "ledger">;

/** The ports over what the API of reports is granted. */
export function reportPorts(granted: Deployed<(typeof carbon)["functions"]["carbon-reports-api"]>): ReportPorts {
  return { ...allowancePorts(granted), documents: openDocuments(granted.buckets.CarbonEvidence) };
}
