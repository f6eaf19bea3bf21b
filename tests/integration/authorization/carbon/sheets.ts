import type { AuthorizationRows } from "../../../support/ownership.ts";

const file = Buffer.from("entry,name,direction,amount,unit,explanation,number,seller,month\nactivity,diesel,,20,t,,,,").toString("base64");

const month = [
  "activity,amount,unit,meter,calibratedOn,samplingRecord,attachments",
  "boiler,400,t,SCALE-1,2025-12-01,R-1,",
  "export,10,MWh,E-1,2025-12-01,R-1,",
];
const monthFile = Buffer.from(month.join("\n")).toString("base64");

/** Sheets are uploaded for the own report and the own months only. */
export const sheetsAuthorization: AuthorizationRows = {
  ownership: {
    uploadReportSheet: { body: { sheet: { file } } },
    uploadMonthSheet: { params: { year: "2026", month: "02" }, body: { file: monthFile } },
  },
};
