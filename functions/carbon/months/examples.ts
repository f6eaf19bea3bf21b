import type { Examples } from "../../../shared/http/examples.ts";
import { mill, story } from "../../story.ts";
import type { monthsEndpoints } from "./contract.ts";

const params = { partyId: mill.partyId, year: "2026", month: "02" };
const measured = { calibratedOn: "2025-12-10", samplingRecord: "2026-02", attachments: [] };

/** Examples of monthly storage: February of the paper mill. */
export const monthsExamples: Examples<typeof monthsEndpoints> = {
  storeMonth: {
    mill: {
      summary: "The mill stores February",
      params,
      body: {
        values: [
          { activity: "boiler-1", amount: "412.5", unit: "t", meter: "SCALE-07", ...measured },
          { activity: "grid", amount: "731.2", unit: "MWh", meter: "E-110-2", ...measured },
        ],
      },
    },
  },
  checkMonth: {
    echeng: {
      summary: "The district returns it",
      params,
      body: { version: 2, decision: "returned", reason: "the sampling record is of January" },
    },
  },
  readMonth: { mill: { summary: "February with its history", params } },
  listMonths: {
    mill: { summary: "The mill's months" },
    bureau: { summary: "Months in the whole city that the district is to check", query: { area: story.city, state: "stored" } },
  },
};
