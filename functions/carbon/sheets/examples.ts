import type { Examples } from "../../../shared/http/examples.ts";
import { mill } from "../../story.ts";
import type { monthSheetEndpoints, sheetsEndpoints } from "./contract.ts";

const rows = [
  "entry,name,direction,amount,unit,explanation,number,seller,month",
  "activity,raw-coal,,3000,t,,,,",
  "activity,electricity,,10000,MWh,,,,",
  "invoice,electricity,,812.5,MWh,,25422000000012345678,State Grid Hubei,2025-01",
  "output,corrugated board,,41000,t,,,,",
];
const month = [
  "activity,amount,unit,meter,calibratedOn,samplingRecord,attachments",
  "boiler-1,412.5,t,SCALE-07,2025-12-10,2026-02,",
  "grid,731.2,MWh,E-110-2,2025-12-10,2026-02,",
];
const file = Buffer.from(rows.join("\r\n")).toString("base64");

/** Examples of templates and uploaded sheets. */
export const sheetsExamples: Examples<typeof sheetsEndpoints & typeof monthSheetEndpoints> = {
  readTemplate: { public: { summary: "The table of a report, to fill in", params: { name: "report.xlsx" } } },
  uploadMonthSheet: {
    mill: {
      summary: "The paper mill corrects February from a table",
      params: { partyId: mill.partyId, year: "2026", month: "02" },
      body: { file: Buffer.from(month.join("\r\n")).toString("base64"), reason: "the sampling record was that of January" },
    },
  },
  uploadReportSheet: {
    mill: {
      summary: "The paper mill drafts its report of 2025 from a table",
      params: { reportId: `${mill.partyId}.2025` },
      body: { sheet: { file } },
    },
  },
};
