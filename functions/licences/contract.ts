import * as z from "zod";
import { areaCode, areaCodeOut } from "../../shared/kernel/areas.ts";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { field } from "../../shared/kernel/fields.ts";
import { message } from "../../shared/kernel/message.ts";
import {
  count,
  decimalOut,
  documentReference,
  id,
  pageOf,
  pageQuery,
  reasonGiven,
  sha256Hex,
  shortText,
  tonnes,
  words,
} from "../../shared/kernel/schemas.ts";
import { permitTerm } from "../../shared/permits/instruments.ts";
import { mostBytes } from "./imports/limits.ts";
import { differenceState, importKind, licenceDifference, licenceImport, licenceImportError, licenceRecord, recordState } from "./shapes.ts";

const siteParams = z.object({ siteId: id });
const importParams = z.object({ importId: id });
const byArea = pageQuery.extend({
  area: areaCode.optional().describe("Only this area and its sub-areas; the caller's own area by default"),
});
/** What somebody says stands in a site's licence. */
const statement = {
  licenceNumber: shortText.max(40).describe("Number of the site's discharge licence"),
  instrument: z
    .string()
    .max(120)
    .refine(
      (text) => permitTerm(text) !== undefined,
      message("须为排污权，如 permit/COD/yangtze-ezhou/2026-01/2030-12", "a permit, as in permit/COD/yangtze-ezhou/2026-01/2030-12"),
    )
    .describe("Permit, as the site's holdings name it"),
};
const recordRefusals = ["licence-mismatch", "site-unconfirmed", "licence-not-in-force", "above-holding", "record-unchanged"] as const;

/** The endpoints of licences. */
export const licencesEndpoints = {
  declarePermit: endpoint({
    operationId: "declarePermit",
    method: "POST",
    path: "/licences/sites/{siteId}/declarations",
    summary: "Declares what stands in the discharge licence of the caller's own site; it counts once the bureau has recorded it.",
    roles: ["enterprise"],
    params: siteParams,
    body: z.object({ ...statement, tonnes: tonnes.describe("Tonnes a year in the licence") }),
    response: licenceRecord,
    refusals: [...recordRefusals],
  }),
  recordPermit: endpoint({
    operationId: "recordPermit",
    method: "POST",
    path: "/licences/sites/{siteId}/records",
    summary:
      "Records a permit in a site's discharge licence, as declared or as the bureau found it: from then on it counts there, up to these tonnes. What differs from before needs a reason; zero takes it out.",
    roles: ["regulator"],
    params: siteParams,
    body: z.object({
      ...statement,
      tonnes: tonnes.describe("Tonnes a year in the licence; zero takes the permit out of it"),
      documentNumber: documentReference,
      reason: reasonGiven.optional().describe("Why it differs from what was declared or recorded before; required if it does"),
    }),
    response: licenceRecord,
    refusals: [...recordRefusals, "record-differs"],
  }),
  listSiteRecords: endpoint({
    operationId: "listSiteRecords",
    method: "GET",
    path: "/licences/sites/{siteId}/records",
    summary:
      "Lists the permits in a site's licence, and those that were delivered and are missing there: enterprises see their own, authorities those of their area.",
    roles: ["enterprise", "regulator", "district", "operator"],
    params: siteParams,
    query: pageQuery,
    response: pageOf(licenceRecord),
    refusals: [],
  }),
  listRecords: endpoint({
    operationId: "listRecords",
    method: "GET",
    path: "/licences/records",
    summary:
      "Lists permits in the licences of an authority's area: declarations that wait for the bureau first, then delivered permits that no licence has while their term runs (`state=missing`).",
    roles: ["regulator", "district", "operator"],
    query: byArea.extend({ state: recordState.optional().describe("Only permits in this state") }),
    response: pageOf(licenceRecord),
    refusals: [],
  }),
  importLicenceFile: endpoint({
    operationId: "importLicenceFile",
    method: "POST",
    path: "/licences/imports",
    summary:
      "Imports a file of discharge licences or EIA approvals as CSV: checked whole, all errors at once; then compared with what is registered in the bureau's area. The same file is imported again a day later at the earliest, once it is compared.",
    roles: ["regulator"],
    body: z.object({
      kind: importKind,
      file: z
        .base64()
        .min(1)
        .max(Math.ceil(mostBytes / 3) * 4)
        .describe("The file as it is, in base64: UTF-8, at most 2 MiB and 10,000 lines; docs/examples has one of each kind"),
    }),
    creates: "/licences/imports/{importId}",
    response: licenceImport,
    refusals: ["file-imported"],
  }),
  listLicenceImports: endpoint({
    operationId: "listLicenceImports",
    method: "GET",
    path: "/licences/imports",
    summary: "Lists imported files of an authority's area, newest first.",
    roles: ["regulator", "operator"],
    query: byArea,
    response: pageOf(licenceImport),
    refusals: [],
  }),
  readLicenceImport: endpoint({
    operationId: "readLicenceImport",
    method: "GET",
    path: "/licences/imports/{importId}",
    summary: "Reads an imported file of an authority's area.",
    roles: ["regulator", "operator"],
    params: importParams,
    response: licenceImport,
    refusals: [],
  }),
  listLicenceImportErrors: endpoint({
    operationId: "listLicenceImportErrors",
    method: "GET",
    path: "/licences/imports/{importId}/errors",
    summary: "Lists the errors of a refused file, in the order of the file.",
    roles: ["regulator", "operator"],
    params: importParams,
    query: pageQuery,
    response: pageOf(licenceImportError),
    refusals: [],
  }),
  listDifferences: endpoint({
    operationId: "listDifferences",
    method: "GET",
    path: "/licences/differences",
    summary:
      "Lists differences between imported files and what is registered here, by kind and subject: open ones, or those in another state.",
    roles: ["regulator", "operator"],
    query: byArea.extend({ state: differenceState.default("open").describe("Differences in this state; open ones by default") }),
    response: pageOf(licenceDifference),
    refusals: [],
  }),
  decideDifference: endpoint({
    operationId: "decideDifference",
    method: "POST",
    path: "/licences/differences/{differenceId}/decision",
    summary:
      "Closes a difference: as applied, once our data agrees by the operation that the difference names, or as dismissed with a reason. One that later files don't show closes by itself.",
    roles: ["regulator"],
    params: z.object({ differenceId: id }),
    body: z.object({
      applied: z.boolean().describe("Whether our data was corrected; otherwise the difference is dismissed"),
      reason: reasonGiven,
    }),
    response: licenceDifference,
    refusals: ["difference-decided", "difference-remains"],
  }),
} as const;

const stated = licenceRecord.omit({ state: true, changedAt: true, declaredTonnes: true });
const imported = {
  importId: z.string().describe("Imported file"),
  kind: importKind,
  area: areaCodeOut.describe("Area that it is about"),
  rows: count.describe("Lines"),
};

/** Facts about licences; who adds up what counts at a site starts from these and from those of parties. */
export const licencesFacts = {
  permitDeclared: factSchema(
    "permit-declared",
    1,
    stated.extend({ declaredTonnes: decimalOut.describe("Tonnes that the holder declared") }),
    "The holder of a site declared a permit in its discharge licence; nothing counts before the bureau has recorded it.",
  ),
  permitRecorded: factSchema(
    "permit-recorded",
    1,
    stated.extend({
      previousTonnes: decimalOut.describe("Tonnes in the licence before; zero for the first record"),
      documentNumber: field.documentNumber,
      reason: field.reason.optional().describe("Why it differs from what was declared or recorded before"),
    }),
    "The bureau recorded a permit in a site's discharge licence: from then on at most these tonnes of it count there.",
  ),
  licenceFileImported: factSchema(
    "licence-file-imported",
    1,
    z.object({ ...imported, sha256: sha256Hex, version: count.describe("Version of the import with which its comparison begins") }),
    "A file of discharge licences or EIA approvals was accepted; it is being compared.",
  ),
  licenceFileCompared: factSchema(
    "licence-file-compared",
    1,
    z.object({ ...imported, differences: count.describe("Differences that it shows") }),
    "An imported file was compared with what is registered here.",
  ),
  differenceDecided: factSchema(
    "licence-difference-decided",
    1,
    licenceDifference.omit({ state: true, decidedAt: true, seenAt: true, line: true, reason: true }).extend({
      outcome: words("LicenceDifferenceOutcome", ["applied", "dismissed"], "How the difference was closed"),
      reason: field.reason,
    }),
    "A difference between an imported file and what is registered here was worked off.",
  ),
};

/** A step of the comparison of a file, by the version of the import that it begins with; the message of the queue `licence-comparisons`. */
export const comparisonStep = z.object({ importId: imported.importId, version: count.describe("Version of the import") });
/** See the schema. */
export type ComparisonStep = z.infer<typeof comparisonStep>;
