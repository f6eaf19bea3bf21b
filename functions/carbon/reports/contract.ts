import * as z from "zod";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { decimalOut } from "../../../shared/kernel/schemas.ts";
import { entityYear } from "../shapes.ts";

/** The endpoints of annual reports. */
export const reportsEndpoints = {} as const;

/** The facts of annual reports. */
export const reportsFacts = {
  reportAccepted: factSchema(
    "carbon-report-accepted",
    1,
    z.object({
      ...entityYear,
      reportId: z.string().describe("Report: `<partyId>.<year>`"),
      version: z.int().describe("Version of the report that was accepted"),
      market: z.string().describe("Market of the entity in that year, or `none`"),
      tce: decimalOut.describe("Energy used, in tonnes of coal equivalent"),
      tco2: decimalOut.describe("Verified emissions in tonnes of CO2, not rounded"),
      requiredTonnes: decimalOut.describe("Whole tonnes to surrender, by the rounding of the market"),
    }),
    "An annual report was accepted after verification.",
  ),
  reportReopened: factSchema(
    "carbon-report-reopened",
    1,
    z.object({
      ...entityYear,
      reportId: z.string().describe("Report: `<partyId>.<year>`"),
      reversedVersion: z.int().describe("Accepted version that does not hold any more"),
      market: z.string().describe("Market of the entity in that year, or `none`"),
      reason: z.string().describe("Reason given by the person in charge"),
      documentNumber: z.string().describe("Number of the supporting document"),
    }),
    "An accepted report was reopened: its acceptance is reversed, and a new version follows.",
  ),
} as const;
