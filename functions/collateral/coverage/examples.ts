import type { Examples } from "../../../shared/http/examples.ts";
import { story } from "../../story.ts";
import type { coverageEndpoints } from "./contract.ts";

const params = { pledgeId: story.pledgeId };

/** Examples of coverage: what covers the loan of the green bank to the paper mill. */
export const coverageExamples: Examples<typeof coverageEndpoints> = {
  readPledgeCoverage: { bank: { summary: "What covers the loan, and by which price", params } },
  listPledgeCoverageHistory: { mill: { summary: "How it came to that", params } },
  listPledgeCoverage: { bank: { summary: "The bank's pledges, the worst first", query: { limit: 25 } } },
  readPledgeCoverageTotals: { bank: { summary: "How many pledges are sound, and how many are not" } },
  stressPledges: {
    bank: { summary: "What if permits for SO2 lose a fifth of their price", query: { fallPercent: "20", pollutant: "SO2" } },
  },
  exportPledgeStress: { bank: { summary: "The same as a table", query: { fallPercent: "20", pollutant: "SO2" } } },
  listPledgeStatements: { mill: { summary: "What the mill was told of its debt", params } },
};
