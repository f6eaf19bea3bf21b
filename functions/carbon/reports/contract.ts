import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { dayOut, field } from "../../../shared/kernel/fields.ts";
import {
  component,
  decimalOut,
  documentReference,
  id,
  pageOf,
  pageQuery,
  pathYear,
  queryInteger,
  reasonGiven,
  shortText,
} from "../../../shared/kernel/schemas.ts";
import { entityStated, entityYear } from "../shapes.ts";
import { evidenceEndpoints } from "./contract-evidence.ts";
import { listedReport, report, reportMarket, reportState, reportStated, reportValues } from "./shapes.ts";

const ofReport = z.object({ reportId: id.describe("Report: `<partyId>.<year>`") });
const readers = ["enterprise", "verifier", "district", "regulator"] as const;
const listed = pageQuery.extend({
  area: areaCode.optional().describe("Only this area and its sub-areas; the caller's own area by default"),
});
const missingReport = component("MissingCarbonReport", {
  ...entityYear,
  market: reportMarket,
  reportBy: dayOut("Last day on which a report is in time"),
  begun: z.boolean().describe("Whether there is a draft"),
});

/** The endpoints of annual reports. */
export const reportsEndpoints = {
  draftReport: endpoint({
    operationId: "draftReport",
    method: "PUT",
    path: "/carbon/reports/{reportId}",
    summary:
      "Drafts the own report of a year, or replaces its draft. After a rejection or a reopening this begins the next version, which names the one that it corrects. All errors of the values are listed at once, and nothing is stored then.",
    roles: ["enterprise"],
    params: ofReport,
    body: z.object({
      values: reportValues.describe("Everything that the report states"),
      correction: shortText.optional().describe("What a version that corrects an earlier one puts right"),
      factorSetId: id.optional().describe("Set of factors that the caller computed with; refused unless the report is computed with it"),
    }),
    response: report,
    refusals: [
      ...(["wrong-state", "not-a-key-entity", "no-factor-set", "report-values-refused", "factor-set-not-in-force"] as const),
      ...(["version-needs-correction", "evidence-not-uploaded"] as const),
    ],
  }),
  readReport: endpoint({
    operationId: "readReport",
    method: "GET",
    path: "/carbon/reports/{reportId}",
    summary: "Reads a report with its values: its entity, the authorities of its area, and the verifier that it is assigned to.",
    roles: readers,
    params: ofReport,
    query: z.object({
      version: queryInteger(1, 99, { zh: "版本", en: "version" })
        .optional()
        .describe("Version of the report; the current one by default")
        .meta({ example: 1 }),
    }),
    response: report,
    refusals: [],
  }),
  listReports: endpoint({
    operationId: "listReports",
    method: "GET",
    path: "/carbon/reports",
    summary: "Lists reports without their values: enterprises their own, newest year first; authorities those of a year, area by area.",
    roles: ["enterprise", "district", "regulator"],
    query: listed.extend({
      year: pathYear.optional().describe("Only this reporting year; for authorities the last one by default"),
      state: reportState.optional().describe("Only reports in this state"),
    }),
    response: pageOf(listedReport),
    refusals: [],
  }),
  listMissingReports: endpoint({
    operationId: "listMissingReports",
    method: "GET",
    path: "/carbon/reports/missing/{year}",
    summary: "Lists the key entities of a year that have not submitted their report, or not again after it was rejected, area by area.",
    roles: ["district", "regulator"],
    params: z.object({ year: pathYear }),
    query: listed,
    response: pageOf(missingReport),
    refusals: [],
  }),
  submitReport: endpoint({
    operationId: "submitReport",
    method: "POST",
    path: "/carbon/reports/{reportId}/submission",
    summary: "Submits the draft to the district. A report after the deadline is taken, and marked as late.",
    roles: ["enterprise"],
    secondPerson: { choice: "carbon" },
    params: ofReport,
    response: report,
    refusals: ["wrong-state", "report-values-refused", "months-differ", "year-not-over", "plan-not-approved", "no-factor-set"],
  }),
  screenReport: endpoint({
    operationId: "screenReport",
    method: "POST",
    path: "/carbon/reports/{reportId}/screening",
    summary: "The district passes a submitted report on, or returns it to its entity with a reason.",
    roles: ["district", "regulator"],
    params: ofReport,
    body: z.object({
      passed: z.boolean().describe("Whether it is passed on to verification"),
      reason: reasonGiven.optional(),
    }),
    response: report,
    refusals: ["wrong-state", "decision-needs-reason", "district-screens"],
  }),
  decideReport: endpoint({
    operationId: "decideReport",
    method: "POST",
    path: "/carbon/reports/{reportId}/decision",
    summary: "Accepts a verified report, which determines the emissions of its year, or rejects it with a reason.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: ofReport,
    body: z.object({
      accepted: z.boolean().describe("Whether it is accepted"),
      documentNumber: documentReference,
      reason: reasonGiven.optional(),
    }),
    response: report,
    refusals: ["wrong-state", "decision-needs-reason", "own-work", "result-not-final"],
  }),
  reopenReport: endpoint({
    operationId: "reopenReport",
    method: "POST",
    path: "/carbon/reports/{reportId}/reopening",
    summary: "Reopens an accepted report: its acceptance is reversed, what rests on it follows, and its entity drafts the next version.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: ofReport,
    body: z.object({ documentNumber: documentReference, reason: reasonGiven }),
    response: report,
    refusals: ["wrong-state"],
  }),
  ...evidenceEndpoints,
} as const;

const inFacts = {
  ...entityYear,
  reportId: reportStated.reportId,
  version: z.int().describe("Version of the report"),
  market: z.string().describe("Market of the entity in that year, or `none`"),
};
const figures = {
  tce: decimalOut.describe("Energy used, in tonnes of standard coal"),
  tco2: decimalOut.describe("Emissions in tonnes of CO2, not rounded"),
};
const decided = { reason: field.reason, documentNumber: field.documentNumber };

/** The facts of annual reports. */
export const reportsFacts = {
  reportSubmitted: factSchema(
    "carbon-report-submitted",
    1,
    z.object({ ...inFacts, ...figures, late: z.boolean().describe("Whether it was submitted after the deadline") }),
    "An entity submitted the annual report of its emissions.",
  ),
  reportScreened: factSchema(
    "carbon-report-screened",
    1,
    z.object({ ...inFacts, ...figures }),
    "The district passed an annual report on to verification.",
  ),
  reportReturned: factSchema(
    "carbon-report-returned",
    1,
    z.object({ ...inFacts, reason: field.reason }),
    "An annual report was returned to its entity, which puts it right and submits it again.",
  ),
  reportAccepted: factSchema(
    "carbon-report-accepted",
    1,
    z.object({
      ...inFacts,
      version: z.int().describe("Version of the report that was accepted"),
      tce: figures.tce,
      tco2: decimalOut.describe("Verified emissions in tonnes of CO2, not rounded"),
      requiredTonnes: decimalOut.describe("Whole tonnes to surrender, by the rounding of the market"),
    }),
    "An annual report was accepted after verification.",
  ),
  reportRejected: factSchema(
    "carbon-report-rejected",
    1,
    z.object({ ...inFacts, ...decided }),
    "An annual report was rejected after verification; its entity files a new version.",
  ),
  reportReopened: factSchema(
    "carbon-report-reopened",
    1,
    z.object({
      ...entityYear,
      reportId: reportStated.reportId,
      reversedVersion: z.int().describe("Accepted version that does not hold any more"),
      market: z.string().describe("Market of the entity in that year, or `none`"),
      ...decided,
    }),
    "An accepted report was reopened: its acceptance is reversed, and a new version follows.",
  ),
  reportDue: factSchema(
    "carbon-report-due",
    1,
    z.object({
      ...entityStated,
      year: entityYear.year,
      reportBy: dayOut("Last day on which a report is in time"),
    }),
    "The annual report of an entity is due soon, and was not submitted yet.",
  ),
} as const;
