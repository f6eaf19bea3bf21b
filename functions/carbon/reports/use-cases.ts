import { announceEvidence, readEvidence } from "./announce-evidence.ts";
import { decideReport, reopenReport } from "./decide-report.ts";
import { draftReport } from "./draft-report.ts";
import { listMissingReports, listReports, readReport } from "./read-reports.ts";
import { screenReport } from "./screen-report.ts";
import { submitReport } from "./submit-report.ts";

/** The use cases of annual reports, by operation. */
export const reportsUseCases = {
  ...{ draftReport, readReport, listReports, listMissingReports, submitReport, screenReport, decideReport, reopenReport },
  ...{ announceEvidence, readEvidence },
};
