import * as z from "zod";
import { importErrorShape } from "../../shared/imports/import-errors.ts";
import { areaCodeOut } from "../../shared/kernel/areas.ts";
import { dayOut, field, instantOut } from "../../shared/kernel/fields.ts";
import { component, count, decimalOut, growingWordsOut, sha256Hex, words } from "../../shared/kernel/schemas.ts";
import { pollutantCodeOut } from "../../shared/permits/pools.ts";
import { licencesLifecycles } from "./lifecycles.ts";

/** A state of such a record. */
export const recordState = words(
  "LicenceRecordState",
  licencesLifecycles.record.states,
  "missing: delivered, and neither declared nor recorded; declared: a declaration of the holder waits; recorded by the bureau",
);
/** A permit in a site's discharge licence. */
export const licenceRecord = component("LicenceRecord", {
  siteId: field.siteId,
  siteName: z.string().describe("Name of the site"),
  partyId: field.partyId,
  partyName: field.partyName,
  creditCode: field.creditCode,
  area: areaCodeOut.describe("Area of the site"),
  licenceNumber: field.licenceNumber,
  validFrom: dayOut("First day of the licence's validity when it was recorded or declared"),
  validUntil: dayOut("Last day of that validity"),
  instrument: field.instrument,
  pollutant: pollutantCodeOut,
  state: recordState,
  recordedTonnes: decimalOut.describe("Tonnes in the licence: what counts at most; zero before the bureau has recorded it"),
  declaredTonnes: decimalOut.optional().describe("Tonnes that the holder declared, while they wait for the bureau"),
  changedAt: instantOut("When it was last declared or recorded"),
});

/** Kinds of files. */
export const importKinds = ["licences", "eia"] as const;
/** Such a kind. */
export const importKind = words(
  "LicenceImportKind",
  importKinds,
  "What the file lists: discharge licences, or approvals of environmental impact assessments",
);
/** States of an import. */
export const importStates = licencesLifecycles.fileImport.states;
const importState = words(
  "LicenceImportState",
  importStates,
  "received: being checked; refused: something is wrong and nothing is kept; accepted: being compared; compared",
);
/** An imported file. */
export const licenceImport = component("LicenceImport", {
  importId: z.string().describe("Imported file"),
  kind: importKind,
  area: areaCodeOut.describe("Area that the file is about: the one of the bureau that imported it"),
  state: importState,
  rows: count.describe("Well-formed lines"),
  errors: count.describe("Errors; the first thousand are listed by page"),
  differences: count.describe("Differences found so far"),
  sha256: sha256Hex.describe("SHA-256 of the file"),
  importedAt: instantOut("When it was imported"),
  comparedAt: instantOut("When all of it was compared; absent before").optional(),
});
/** Where a file is wrong, and why. */
export const licenceImportError = importErrorShape("LicenceImportError");

/** What can differ between a file and what is registered here. */
export const differenceKinds = [
  "licence-unknown",
  "licence-missing",
  "holder-differs",
  "name-differs",
  "site-name-differs",
  "validity-differs",
  "amount-differs",
  "eia-unknown",
  "eia-number-differs",
  "eia-holder-differs",
  "eia-amount-differs",
] as const;
/** States of a difference. */
export const differenceStates = licencesLifecycles.difference.states;
/** Such a state. */
export const differenceState = words("LicenceDifferenceState", differenceStates, "State of the difference");
/** A difference between a file and what is registered here. */
export const licenceDifference = component("LicenceDifference", {
  differenceId: z.string().describe("Difference"),
  kind: importKind,
  what: growingWordsOut("LicenceDifferenceKind", differenceKinds, "What differs"),
  area: areaCodeOut.describe("Area of the bureau that imported the file"),
  subject: z.string().describe("Licence number, or pollutant and project code"),
  pollutant: pollutantCodeOut.optional(),
  siteId: field.siteId.optional(),
  partyId: field.partyId.optional(),
  theirs: z.string().describe("What the file says; empty where it lacks the subject"),
  ours: z.string().describe("What is registered here; empty where there is nothing"),
  remedy: z.string().describe("Operation that corrects our data, where it is ours that is wrong"),
  importId: z.string().describe("Last file that showed it"),
  line: count.describe("Line of that file; 0 where it lacks the subject"),
  state: differenceState,
  seenAt: instantOut("When that file was imported"),
  reason: z.string().optional().describe("Why it was closed as it was"),
  decidedAt: instantOut("When it was closed; absent while it is open").optional(),
});
