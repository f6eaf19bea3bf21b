import type * as z from "zod";
import type { Examples } from "../../../shared/http/examples.ts";
import { fuelBill, mill, story } from "../../story.ts";
import type { reportsEndpoints } from "./contract.ts";
import type { reportValues } from "./shapes.ts";

const year = "2025";
const reportId = `${mill.partyId}.${year}`;
const ofReport = { reportId };
const document = { documentNumber: "EZ-2026-71" };
const values: z.input<typeof reportValues> = {
  lines: [
    {
      ...{ kind: "bituminous-coal", amount: "12000", unit: "t" },
      invoices: [{ number: "04200001", seller: "Hubei Coal", month: "2025-03", amount: "1000", unit: "t" }],
    },
    { kind: "electricity", amount: "24000", unit: "MWh", invoices: [] },
  ],
  outputs: [{ product: "paper", amount: "80000", unit: "t" }],
  productionDays: 330,
  evidence: [{ sha256: fuelBill.sha256, what: "Bill of the coal of March" }],
};

/** Examples of annual reports: the paper mill files what it emitted in 2025. */
export const reportsExamples: Examples<typeof reportsEndpoints> = {
  announceEvidence: {
    mill: {
      summary: "Where to upload a bill",
      body: { sha256: fuelBill.sha256, bytes: fuelBill.text.length, contentType: "text/csv", name: "bill-2025-03.csv" },
    },
  },
  draftReport: { mill: { summary: "What the mill used and made in 2025", params: ofReport, body: { values } } },
  readEvidence: { bureau: { summary: "Where to download the bill", params: { ...ofReport, sha256: fuelBill.sha256 } } },
  readReport: { mill: { summary: "The report, and what has to be explained", params: ofReport } },
  listReports: {
    bureau: { summary: "Submitted reports of 2025 in the whole city", query: { area: story.city, year, state: "submitted" } },
  },
  listMissingReports: { bureau: { summary: "Who has not reported for 2025", params: { year }, query: { area: story.city } } },
  submitReport: { mill: { summary: "The mill submits its report", params: ofReport } },
  screenReport: { echeng: { summary: "The district passes it on", params: ofReport, body: { passed: true } } },
  decideReport: {
    bureau: { summary: "The verified report is accepted", params: ofReport, body: { accepted: true, ...document } },
  },
  reopenReport: {
    bureau: {
      summary: "A meter was read wrongly",
      params: ofReport,
      body: { reason: "the meter of electricity was read wrongly", documentNumber: "EZ-2026-72" },
    },
  },
};
