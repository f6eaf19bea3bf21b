import type { Deployed } from "../../../shared/deployment/deployed.ts";
import { openDocuments } from "../../../shared/store/objects.ts";
import type { carbon } from "../deployment.ts";
import { carbonPorts } from "../ports.ts";
import type { ReportPorts } from "../reports/ports.ts";

/** Dependencies of storing a month: its attachments are documents that the entity uploaded. */
export type MonthPorts = ReportPorts;

/** The ports over what the API of the register, control plans and monthly storage is granted. */
export function officePorts(granted: Deployed<(typeof carbon)["functions"]["carbon-api"]>): MonthPorts {
  return { ...carbonPorts(granted), documents: openDocuments(granted.buckets.CarbonEvidence) };
}
