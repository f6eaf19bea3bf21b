import type { Examples } from "../../../shared/http/examples.ts";
import { steel, story } from "../../story.ts";
import type { surrenderEndpoints } from "./contract.ts";

const year = "2025";
const instrument = "allowance/hubei/2025/2026-12";
const holdId = "0195a1b2-1800-7000-8000-000000000001";
const { partyId } = steel;
const params = { partyId, year };
const document = { documentNumber: "EZ-2026-77", reason: "as decided" };
const by = "bureau";

/** Examples of surrender: the steelworks, which makes paper, filed no report for 2025, and surrenders for the figure of the bureau. */
export const surrenderExamples: Examples<typeof surrenderEndpoints> = {
  determineEmissions: {
    high: {
      ...{ by, summary: "The steelworks filed no report for 2025", params },
      body: { tco2: "99.4", ground: "no-report", ...document },
    },
    low: { by, summary: "The figure was too high", params, body: { tco2: "40", ground: "no-report", ...document } },
  },
  surrenderAllowances: {
    steel: {
      summary: "The steelworks surrenders for 2025, with some certified reductions",
      body: { year, tonnes: "60", offsets: [{ kind: "CCER", project: "HB-0042-3", first: "1001", last: "1005" }] },
    },
  },
  freezeAllowances: {
    bureau: {
      summary: "A court orders a freeze",
      params: { partyId },
      body: { instrument, tonnes: "20", ...document },
      response: { holdId, instrument, frozenTonnes: "20" },
    },
  },
  orderSurrender: {
    bureau: { summary: "Frozen allowances are surrendered", params, body: { holdId, instrument, tonnes: "20", ...document } },
  },
  giveBackAllowances: {
    bureau: { summary: "The lower figure requires less", params, body: { instrument, tonnes: "10", ...document } },
  },
  cancelAllowances: {
    steel: {
      summary: "The steelworks gives allowances up for good",
      body: { instrument, tonnes: "1", reason: "carbon-neutral anniversary" },
    },
  },
  listSurrenderObligations: {
    steel: { summary: "What the steelworks has to surrender" },
    bureau: { summary: "All of the city", query: { area: story.city } },
  },
  readSurrenderObligation: { steel: { summary: "What is open for 2025", params } },
  listSurrenders: { steel: { summary: "What was surrendered for 2025", params } },
};
