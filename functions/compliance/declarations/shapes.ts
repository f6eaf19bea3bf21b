import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, count, decimalOut, pathYear, sha256Hex, shortText, tonnes, words } from "../../../shared/kernel/schemas.ts";
import { pollutantCodeOut } from "../../../shared/permits/pools.ts";
import { declarationLifecycles } from "./lifecycles.ts";

/** State of a declaration. */
export const declarationState = words(
  "DischargeDeclarationState",
  declarationLifecycles.declaration.states,
  "draft; submitted to the bureau; returned by it; accepted; corrected by a later version; reversed by the bureau",
);
/** How discharges can be measured. */
export const measuringMethods = ["automatic", "manual", "calculated"] as const;
const measuringMethod = words(
  "MeasuringMethod",
  measuringMethods,
  "automatic: online monitoring; manual: samples; calculated: by factors or a balance of materials",
);

/** A document that shows what was discharged, by its hash. */
export const evidenceReference = component("DischargeEvidence", {
  title: shortText.describe("What the document is"),
  sha256: sha256Hex,
});
/** What a holder declares. */
export const declared = {
  tonnes: tonnes.describe(
    "Tonnes discharged in the year, or so far where it runs: all of them, also those above the limits; zero where a site stood still",
  ),
  aboveLimitTonnes: tonnes.describe("The part of these tonnes that was discharged while the limits were exceeded; zero if there was none"),
  method: measuringMethod,
  evidence: z.array(evidenceReference).min(1).max(20).describe("Documents that show it: monitoring data, ledgers, test reports"),
};
/** What a version of a declaration is about. */
export const yearOfDeclaration = pathYear.describe("Year of the discharge, YYYY");

/** A version of a declaration of what a site discharged. */
export const declaration = component("DischargeDeclaration", {
  declarationId: z.string().describe("This version of the declaration"),
  siteId: field.siteId,
  siteName: z.string().describe("Name of the site when it was last changed"),
  partyId: field.partyId,
  partyName: field.partyName,
  creditCode: field.creditCode,
  area: areaCodeOut.describe("Area of the site"),
  licenceNumber: field.licenceNumber,
  pollutant: pollutantCodeOut,
  year: z.string().describe("Year of the discharge"),
  version: count.describe("Number of this version, from 1"),
  corrects: z.string().describe("Accepted version that it corrects; absent if none was accepted").optional(),
  correctionReason: z.string().describe("Why it corrects it").optional(),
  tonnes: decimalOut.describe("Tonnes discharged, bad days included"),
  aboveLimitTonnes: decimalOut.describe("The part of them above the limits"),
  method: measuringMethod,
  evidence: z.array(z.object({ title: z.string().describe("What the document is"), sha256: sha256Hex })).describe("Documents that show it"),
  state: declarationState,
  decision: z.string().describe("Why the bureau returned or reversed it; absent otherwise").optional(),
  documentNumber: field.documentNumber.optional(),
  changedAt: instantOut("When its state or content last changed"),
});
