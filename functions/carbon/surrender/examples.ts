import type { Examples } from "../../../shared/http/examples.ts";
import { mill, steel } from "../../story.ts";
import type { surrenderEndpoints } from "./contract.ts";

const year = "2025";
const instrument = "allowance/hubei/2025/2027-12";
const ofMill = { partyId: mill.partyId, year };
const document = { documentNumber: "EZ-2026-77", reason: "report corrected" };

/** Examples of surrender: the paper mill surrenders for 2025, and the steelworks filed no report. */
export const surrenderExamples: Examples<typeof surrenderEndpoints> = {
  surrenderAllowances: {
    mill: {
      summary: "The paper mill surrenders for 2025, with some certified reductions",
      body: { year, tonnes: "5000", offsets: [{ kind: "CCER", project: "HB-0042-3", first: "1001", last: "1100" }] },
    },
  },
  orderSurrender: {
    bureau: {
      summary: "Allowances that a court has frozen are surrendered",
      params: ofMill,
      body: { holdId: "freeze-1", instrument, tonnes: "100", ...document },
    },
  },
  giveBackAllowances: {
    bureau: { summary: "A corrected report requires less", params: ofMill, body: { instrument, tonnes: "10", ...document } },
  },
  determineEmissions: {
    bureau: {
      summary: "The steelworks filed no report for 2025",
      params: { partyId: steel.partyId, year },
      body: { tco2: "60000", ground: "no-report", documentNumber: "EZ-2026-78", reason: "no report by the day" },
    },
  },
  cancelAllowances: {
    mill: {
      summary: "The paper mill gives allowances up for good",
      body: { instrument, tonnes: "1", reason: "carbon-neutral anniversary" },
    },
  },
  listObligations: { mill: { summary: "What the paper mill has to surrender" }, bureau: { summary: "All of the district" } },
  readObligation: { mill: { summary: "What is open for 2025", params: ofMill } },
  listSurrenders: { mill: { summary: "What was surrendered for 2025", params: ofMill } },
};
