import type { Examples } from "../../../shared/http/examples.ts";
import { mill } from "../../story.ts";
import type { sheetsEndpoints } from "./contract.ts";

const rows = [
  "entry,name,direction,amount,unit,explanation,number,seller,month",
  "activity,raw-coal,,3000,t,,,,",
  "activity,electricity,,10000,MWh,,,,",
  "invoice,electricity,,812.5,MWh,,25422000000012345678,State Grid Hubei,2025-01",
  "output,corrugated board,,41000,t,,,,",
];
const file = Buffer.from(rows.join("\r\n")).toString("base64");

/** Examples of templates and uploaded sheets. */
export const sheetsExamples: Examples<typeof sheetsEndpoints> = {
  readTemplate: { public: { summary: "The table of a report, to fill in", params: { name: "report.xlsx" } } },
  uploadReportSheet: {
    mill: {
      summary: "The paper mill drafts its report of 2025 from a table",
      params: { reportId: `${mill.partyId}.2025` },
      body: { sheet: { file } },
    },
  },
};
