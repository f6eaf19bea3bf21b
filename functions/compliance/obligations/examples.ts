import type { Examples } from "../../../shared/http/examples.ts";
import { mill, story } from "../../story.ts";
import type { obligationEndpoints } from "./contract.ts";

const obligationId = `${mill.siteId}.2026.${story.pollutant}`;
const params = { obligationId };

/** Examples of obligations: the paper mill holds permits from 2027 on, so nothing covers what it has discharged in 2026. */
export const obligationExamples: Examples<typeof obligationEndpoints> = {
  listObligations: { bureau: { summary: "Who is short", query: { area: story.city, year: "2026", state: "short" } } },
  readObligation: { mill: { summary: "What the paper mill lacks", params } },
  listObligationChanges: { mill: { summary: "How it came to that", params } },
  readSiteCoverage: {
    mill: { summary: "Whether the permits of the site cover its discharges", params: { siteId: mill.siteId, year: "2026" } },
  },
  rebuildObligation: { operator: { summary: "Whether it is what the facts say", params } },
};
