import * as z from "zod";
import { field, instantOut } from "../../shared/kernel/fields.ts";
import { component } from "../../shared/kernel/schemas.ts";

/** What a discharge licence is. */
export const licenceMeaning = "Discharge licence (decree 736): one for each site";

/** A party in its current state. */
export const party = component("Party", {
  partyId: field.partyId,
  name: z.string().describe("Name of the legal entity as registered"),
  creditCode: z.string().describe("Unified social credit code, GB 32100-2015"),
  type: z.string().describe("enterprise, bank, verifier, bureau, district or operator"),
  area: field.area,
  representative: z.string().describe("Name of the person who registered it, as its first representative"),
  standing: z.string().describe("applied, admitted, suspended, refused or withdrawn"),
  standingReason: z.string().optional().describe("Reason for the standing, as the operator gave it"),
  exclusions: z.array(z.string()).describe("Exclusion lists that the party is on; each blocks enrolling"),
  associateGroup: z.string().optional().describe("Group of associated companies that share limits"),
  secondPersonFor: z.array(z.string()).describe("What the party has switched a second person on for: bids, pledges, allocations"),
  registeredAt: instantOut("When it was registered"),
});
/** A site. */
export const site = component("Site", {
  siteId: field.siteId,
  partyId: field.partyId,
  name: z.string().describe("Name of the site"),
  licenceNumber: z.string().describe(licenceMeaning),
  licenceValidFrom: z.string().describe("First day of the licence's validity, YYYY-MM-DD"),
  licenceValidUntil: z.string().describe("Last day of the licence's validity, YYYY-MM-DD"),
  area: field.area,
  basin: z.string().describe("River basin that the site discharges into"),
  sourceClass: z.string().describe("industrial, agricultural, domestic or other: classes do not trade with one another"),
  thermalPower: z.boolean().describe("Whether it is a thermal power plant, which does not trade air permits with other industries"),
  state: z
    .string()
    .describe(
      "unconfirmed: as its holder declared it; confirmed: as the bureau found it, so that it can be used; licence-lost: the licence was found to be another's",
    ),
  registeredAt: instantOut("When it was registered"),
  confirmedAt: instantOut("When the bureau last confirmed or corrected it; absent before").optional(),
});
/** A group of associated companies. */
export const associates = z.object({
  associateGroup: z.string().describe("Group that shares limits"),
  partyIds: z.array(z.string()).describe("Its members"),
});

const inBothLanguages = { zh: z.string().describe("Chinese name"), en: z.string().describe("English name") };
const medium = z.string().describe("air or water");
/** Areas, pools and pollutants of the city. */
export const geography = z.object({
  areas: z
    .array(
      component("Area", {
        code: z.string().describe("GB/T 2260 code; an internal id for functional zones"),
        ...inBothLanguages,
        kind: z.string().describe("city, district or zone"),
        parent: z.string().optional().describe("Area it belongs to"),
      }),
    )
    .describe("Areas of the city"),
  pools: z
    .array(
      component("Pool", {
        id: z.string().describe("Pool id, as used in instruments"),
        medium,
        ...inBothLanguages,
        area: z.string().describe("Area of the regulators responsible for it"),
      }),
    )
    .describe("Pools in which emissions are counted together"),
  pollutants: z
    .array(component("Pollutant", { code: z.string().describe("Pollutant code, as used in instruments"), medium, ...inBothLanguages }))
    .describe("Pollutants with tradable permits"),
});
