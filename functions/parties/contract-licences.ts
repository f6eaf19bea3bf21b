import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { dayOut, field } from "../../shared/kernel/fields.ts";
import { documentReference, id, pageOf, pageQuery, plainDate, reasonGiven, shortText, words } from "../../shared/kernel/schemas.ts";
import { licenceChangeKind } from "../../shared/members/vocabulary-licences.ts";
import { statedSite } from "./contract-sites.ts";
import { licenceChange, site } from "./shapes.ts";

const siteParams = z.object({ siteId: id });

/** The endpoints of discharge licences: their renewal and their changes. */
export const licenceEndpoints = {
  applyForLicenceRenewal: endpoint({
    operationId: "applyForLicenceRenewal",
    method: "POST",
    path: "/sites/{siteId}/licence/renewal-application",
    summary:
      "Applies for the renewal of a site's licence, or records, as the bureau, that its holder has. Applied for in time, the licence stays in force until the decision (行政许可法, article 50).",
    roles: ["enterprise", "regulator"],
    params: siteParams,
    body: z.object({
      appliedOn: plainDate.optional().describe("Bureau: day on which the application reached it; today by default. A holder applies today"),
      documentNumber: documentReference.describe("Number of the application"),
    }),
    response: site,
    refusals: ["licence-lost", "licence-not-confirmed", "renewal-pending", "application-day-invalid"],
  }),
  decideLicenceRenewal: endpoint({
    operationId: "decideLicenceRenewal",
    method: "POST",
    path: "/sites/{siteId}/licence/renewal-decision",
    summary: "Decides about the renewal of a site's licence: grants it with a new validity, or refuses it with a reason.",
    roles: ["regulator"],
    params: siteParams,
    body: z.object({
      granted: z
        .object({
          licenceValidFrom: plainDate.describe("First day of the new validity"),
          licenceValidUntil: plainDate.describe("Last day of the new validity"),
        })
        .optional()
        .describe("The new validity; absent where the renewal is refused"),
      reason: reasonGiven,
      documentNumber: documentReference,
    }),
    response: site,
    refusals: ["licence-lost", "renewal-not-pending", "renewal-not-longer", "licence-validity-invalid"],
  }),
  recordLicenceChange: endpoint({
    operationId: "recordLicenceChange",
    method: "POST",
    path: "/sites/{siteId}/licence/changes",
    summary:
      "Records a change of name, address or legal representative in a licence. What changes the discharge needs a new licence, and a licence never passes to another holder: both are refused with the rule.",
    roles: ["enterprise", "regulator"],
    params: siteParams,
    body: z.object({
      kind: licenceChangeKind,
      to: shortText.describe("What it is now"),
      changedOn: plainDate.describe("Day of the change"),
      documentNumber: documentReference,
    }),
    response: licenceChange,
    refusals: ["licence-lost", "new-licence-needed", "licence-not-transferable", "change-in-future"],
  }),
  listLicenceChanges: endpoint({
    operationId: "listLicenceChanges",
    method: "GET",
    path: "/sites/{siteId}/licence/changes",
    summary: "Lists the recorded changes of a site's licence, newest first: enterprises see their own, authorities those of their area.",
    roles: ["enterprise", "regulator", "district", "operator"],
    params: siteParams,
    query: pageQuery,
    response: pageOf(licenceChange),
    refusals: [],
  }),
} as const;

const application = {
  appliedOn: dayOut("Day of the application"),
  renews: dayOut("Last day of the validity that it is to renew"),
  inTime: z.boolean().describe("Whether the licence stays in force until the decision"),
};

/** Facts about licences: each says all that is known of the site, with the holder's name as of then. */
export const licenceFacts = {
  licenceRenewalApplied: factSchema(
    "licence-renewal-applied",
    1,
    statedSite.extend({
      ...application,
      decideBy: dayOut("Last day on which it is decided in time"),
      documentNumber: field.documentNumber,
    }),
    "The holder of a site applied for the renewal of its discharge licence.",
  ),
  licenceRenewalDecided: factSchema(
    "licence-renewal-decided",
    1,
    statedSite.extend({
      ...application,
      outcome: words("LicenceRenewalOutcome", ["granted", "refused"], "Decision about the renewal"),
      decidedOn: dayOut("Day of the decision"),
      late: z.boolean().describe("Whether the bureau took longer than it may"),
      reason: field.reason,
      documentNumber: field.documentNumber,
    }),
    "The bureau decided about the renewal of a discharge licence; the validity is the one from then on.",
  ),
  licenceChanged: factSchema(
    "licence-changed",
    1,
    statedSite.extend(licenceChange.omit({ siteId: true, recordedAt: true }).shape),
    "A change of name, address or legal representative was recorded in a discharge licence.",
  ),
  licenceExpiring: factSchema(
    "licence-expiring",
    1,
    statedSite.extend({
      applyBy: dayOut("Last day on which the renewal is applied for in time"),
      daysLeft: z.int().min(0).describe("Days until then"),
    }),
    "The renewal of a discharge licence has to be applied for soon, and was not.",
  ),
};
