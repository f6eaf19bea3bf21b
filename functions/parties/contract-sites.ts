import * as z from "zod";
import { areaCode } from "../../shared/kernel/areas.ts";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { field } from "../../shared/kernel/fields.ts";
import { documentReference, id, pageOf, pageQuery, plainDate, reasonGiven, shortText } from "../../shared/kernel/schemas.ts";
import { siteState, sourceClass } from "../../shared/members/vocabulary.ts";
import { basinId } from "../../shared/permits/pools.ts";
import { licenceMeaning, site } from "./shapes.ts";

/** What decides where a site may trade, and how long its licence runs: declared by the holder, confirmed by the bureau. */
const particulars = {
  basin: basinId,
  sourceClass,
  thermalPower: z.boolean().default(false).describe("Thermal power, captive plants included; heating of CHP excluded"),
  licenceValidFrom: plainDate.describe("First day of the licence's validity"),
  licenceValidUntil: plainDate.describe("Last day of the licence's validity"),
};
const siteName = shortText.describe("Name of the site");
const siteParams = z.object({ siteId: id });

/** The endpoints of sites. */
export const siteEndpoints = {
  registerSite: endpoint({
    operationId: "registerSite",
    method: "POST",
    path: "/sites",
    summary: "Registers a production site under its discharge licence; it can be used once the bureau has confirmed it.",
    roles: ["enterprise"],
    body: z.object({
      name: siteName,
      licenceNumber: shortText
        .max(40)
        .describe(`${licenceMeaning}; number under HJ 608-2017: the holder's credit code, three digits and the identifier P`),
      area: areaCode,
      ...particulars,
    }),
    response: site,
    creates: "/sites/{siteId}",
    refusals: ["licence-number-invalid", "licence-of-another", "licence-validity-invalid", "licence-registered", "number-reserved"],
  }),
  changeSite: endpoint({
    operationId: "changeSite",
    method: "PUT",
    path: "/sites/{siteId}",
    summary: "Changes what the holder declared about a site; the bureau then confirms it again before it can be used.",
    roles: ["enterprise"],
    params: siteParams,
    body: z.object({ name: siteName, ...particulars }),
    response: site,
    refusals: ["licence-validity-invalid", "site-unchanged", "licence-lost"],
  }),
  confirmSite: endpoint({
    operationId: "confirmSite",
    method: "POST",
    path: "/sites/{siteId}/confirmation",
    summary:
      "Confirms a site with the particulars the bureau found. Where they differ from what the holder declared they replace it, which needs a reason and a document.",
    roles: ["regulator"],
    params: siteParams,
    body: z.object({
      area: areaCode,
      ...particulars,
      correction: z
        .object({ reason: reasonGiven, documentNumber: documentReference })
        .optional()
        .describe("Why the particulars differ from those declared; required if they do"),
    }),
    response: site,
    refusals: ["licence-validity-invalid", "site-already-confirmed", "correction-needs-document", "site-outside-your-area", "licence-lost"],
  }),
  readSite: endpoint({
    operationId: "readSite",
    method: "GET",
    path: "/sites/{siteId}",
    summary: "Reads a site: enterprises their own, authorities those of their area and those of the enterprises of their area.",
    roles: ["enterprise", "regulator", "district", "operator"],
    params: siteParams,
    response: site,
    refusals: [],
  }),
  listSites: endpoint({
    operationId: "listSites",
    method: "GET",
    path: "/sites",
    summary:
      "Lists sites: enterprises see their own; authorities those of their area, area by area with those that wait for confirmation first, or those of one party.",
    roles: ["enterprise", "regulator", "district", "operator"],
    query: pageQuery.extend({
      partyId: id.optional().describe("Only sites of this party"),
      area: areaCode.optional().describe("Only this area and its sub-areas; the authority's own area by default"),
      state: siteState.optional().describe("Only sites in this state; pages of one party may then be shorter"),
    }),
    response: pageOf(site),
    refusals: [],
  }),
} as const;

/** All that is known of a site, as facts state it. */
export const statedSite = site
  .omit({
    ...{ state: true, registeredAt: true, confirmedAt: true },
    ...{ confirmedValidFrom: true, confirmedValidUntil: true, licenceInForce: true, renewal: true },
  })
  .extend({ partyName: field.partyName, creditCode: field.creditCode });
const declared = site.pick({
  name: true,
  area: true,
  basin: true,
  sourceClass: true,
  thermalPower: true,
  licenceValidFrom: true,
  licenceValidUntil: true,
});

/** Facts about sites: each says all that is known of the site, with the holder's name as of then. */
export const siteFacts = {
  siteRegistered: factSchema(
    "site-registered",
    1,
    statedSite,
    "A member registered a site with its discharge licence; the bureau is to confirm it.",
  ),
  siteChanged: factSchema(
    "site-changed",
    1,
    statedSite.extend({ before: declared.describe("As it was before") }),
    "The holder changed what it declared about a site; the bureau is to confirm it again.",
  ),
  siteConfirmed: factSchema("site-confirmed", 1, statedSite, "The bureau confirmed a site as its holder declared it."),
  siteCorrected: factSchema(
    "site-corrected",
    1,
    statedSite.extend({
      before: declared.describe("As declared or confirmed before"),
      reason: field.reason,
      documentNumber: field.documentNumber,
    }),
    "The bureau corrected a site and so confirmed it: these particulars decide where it may trade.",
  ),
};
