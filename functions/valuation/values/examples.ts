import type { Examples } from "../../../shared/http/examples.ts";
import { mill, story } from "../../story.ts";
import type { valuesEndpoints } from "./contract.ts";

const item = `permit/${story.pollutant}/${story.pool}`;
const position = { siteId: mill.siteId, instrument: `${item}/2027-01/2031-12` };

/** Examples of values: what the paper mill bought is valued by the baseline price of its item. */
export const valuesExamples: Examples<typeof valuesEndpoints> = {
  listValues: { mill: { summary: "What the permits of the site are worth", query: { siteId: mill.siteId } } },
  readLatestValue: { mill: { summary: "What the permits of the sale are worth", query: position } },
  listValueHistory: { mill: { summary: "What they have been worth", query: position } },
  listRevaluations: { operator: { summary: "What positions were valued again for" } },
  readRevaluation: {
    operator: {
      summary: "Whether the price has been applied to all positions",
      params: { revaluationId: `baseline.${item.replaceAll("/", ".")}.${story.city}.2026-Q1.1` },
    },
  },
};
