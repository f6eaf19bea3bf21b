import { listCoverage, listCoverageHistory, listPledgeStatements, readCoverage, readCoverageTotals } from "./read-coverage.ts";
import { exportCoverageStress, stressCoverage } from "./stress-coverage.ts";

/** The use cases of coverage, by operation. */
export const coverageUseCases = {
  readCoverage,
  listCoverageHistory,
  listCoverage,
  readCoverageTotals,
  stressCoverage,
  exportCoverageStress,
  listPledgeStatements,
};
