import {
  listPledgeCoverage,
  listPledgeCoverageHistory,
  listPledgeStatements,
  readPledgeCoverage,
  readPledgeCoverageTotals,
} from "./read-coverage.ts";
import { exportPledgeStress, stressPledges } from "./stress-pledges.ts";

/** The use cases of coverage, by operation. */
export const coverageUseCases = {
  readPledgeCoverage,
  listPledgeCoverageHistory,
  listPledgeCoverage,
  readPledgeCoverageTotals,
  stressPledges,
  exportPledgeStress,
  listPledgeStatements,
};
