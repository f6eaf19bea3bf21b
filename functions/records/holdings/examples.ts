import type { Examples } from "../../../shared/http/examples.ts";
import { mill } from "../../story.ts";
import type { holdingsEndpoints } from "./contract.ts";

/** Examples of holdings: what the sale left behind, as of an instant. */
export const holdingsExamples: Examples<typeof holdingsEndpoints> = {
  listHoldingsAsOf: {
    mill: { summary: "Everything that the mill and its works hold" },
    bureau: { summary: "The same, for the bureau", query: { partyId: mill.partyId, purpose: "Inspection of 2026" } },
  },
  listAreaHoldings: {
    bureau: { summary: "Who holds what in the city", query: { purpose: "Inspection of 2026" } },
    operator: { summary: "What the house accounts have", query: { of: "houses" } },
  },
};
