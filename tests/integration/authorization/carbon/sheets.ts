import type { AuthorizationRows } from "../../../support/ownership.ts";

const file = Buffer.from("entry,name,direction,amount,unit,explanation,number,seller,month\nactivity,diesel,,20,t,,,,").toString("base64");

/** A sheet is uploaded for the own report only. */
export const sheetsAuthorization: AuthorizationRows = { ownership: { uploadReportSheet: { body: { sheet: { file } } } } };
