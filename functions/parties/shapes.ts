import * as z from "zod";
import { areaCodeOut, areaKind } from "../../shared/kernel/areas.ts";
import { secondPersonChoice } from "../../shared/kernel/endpoint.ts";
import { dayOut, field, instantOut } from "../../shared/kernel/fields.ts";
import { component } from "../../shared/kernel/schemas.ts";
import { exclusionListOut, partyType, siteStateOut, sourceClass, standing } from "../../shared/members/vocabulary.ts";
import { licenceChangeKindOut, renewalState } from "../../shared/members/vocabulary-licences.ts";
import { basinIdOut, medium, pollutantCodeOut, poolIdOut } from "../../shared/permits/pools.ts";

/** What a discharge licence is. */
export const licenceMeaning = "Discharge licence (decree 736): one for each site";

/** A party in its current state. */
export const party = component("Party", {
  partyId: field.partyId,
  name: z.string().describe("Name of the legal entity as registered"),
  creditCode: z.string().describe("Unified social credit code, GB 32100-2015"),
  type: partyType,
  area: areaCodeOut,
  representative: z.string().describe("Name of the person who registered it, as its first representative"),
  standing,
  standingReason: z.string().optional().describe("Reason for the standing, as the operator gave it"),
  exclusions: z.array(exclusionListOut).describe("Exclusion lists that the party is on; each blocks enrolling"),
  associateGroup: z.string().optional().describe("Group of associated companies that share limits"),
  secondPersonFor: z.array(secondPersonChoice).describe("What the party has switched a second person on for"),
  registeredAt: instantOut("When it was registered"),
});
const licenceRenewal = component("LicenceRenewal", {
  state: renewalState,
  appliedOn: dayOut("Day of the application"),
  renews: dayOut("Last day of the validity that it is to renew"),
  inTime: z.boolean().describe("Whether it was applied for early enough to keep the licence in force until the decision"),
  decideBy: dayOut("Last day on which the bureau decides in time"),
  overdue: z.boolean().describe("Whether it is undecided after that day"),
  decidedOn: dayOut("Day of the decision; absent before").optional(),
});
/** A site. */
export const site = component("Site", {
  siteId: field.siteId,
  partyId: field.partyId,
  name: z.string().describe("Name of the site"),
  licenceNumber: z.string().describe(licenceMeaning),
  licenceValidFrom: dayOut("First day of the licence's validity"),
  licenceValidUntil: dayOut("Last day of the licence's validity"),
  area: areaCodeOut,
  basin: basinIdOut.describe("River basin that the site discharges into"),
  sourceClass,
  thermalPower: z.boolean().describe("Whether it is a thermal power plant, which does not trade air permits with other industries"),
  state: siteStateOut,
  registeredAt: instantOut("When it was registered"),
  confirmedAt: instantOut("When the bureau last confirmed or corrected it; absent before").optional(),
  confirmedValidFrom: dayOut("First day of the validity that the bureau confirmed, while another one waits for confirmation").optional(),
  confirmedValidUntil: dayOut("Last day of that validity").optional(),
  licenceInForce: z
    .boolean()
    .describe("Whether the licence is in force today: valid as confirmed, or its renewal was applied for in time and is undecided"),
  renewal: licenceRenewal.optional().describe("The last application to renew the licence; absent if there was none"),
});
/** A change of a licence. */
export const licenceChange = component("LicenceChange", {
  changeId: z.string().describe("Change"),
  siteId: field.siteId,
  kind: licenceChangeKindOut,
  to: z.string().describe("What it is now"),
  changedOn: dayOut("Day of the change"),
  inTime: z.boolean().describe("Whether it was handed in within the days allowed"),
  documentNumber: field.documentNumber,
  recordedAt: instantOut("When it was recorded"),
});
/** A group of associated companies. */
export const associates = component("Associates", {
  associateGroup: z.string().describe("Group that shares limits"),
  partyIds: z.array(z.string()).describe("Its members"),
});

const inBothLanguages = { zh: z.string().describe("Chinese name"), en: z.string().describe("English name") };
/** Areas, pools and pollutants of the city. */
export const geography = component("Geography", {
  areas: z
    .array(
      component("Area", {
        code: areaCodeOut.describe("GB/T 2260 code; an internal id for functional zones"),
        ...inBothLanguages,
        kind: areaKind,
        parent: areaCodeOut.optional().describe("Area it belongs to"),
      }),
    )
    .describe("Areas of the city"),
  pools: z
    .array(
      component("Pool", {
        id: poolIdOut.describe("Pool id, as used in instruments"),
        medium,
        ...inBothLanguages,
        area: areaCodeOut.describe("Area of the regulators responsible for it"),
      }),
    )
    .describe("Pools in which emissions are counted together"),
  pollutants: z
    .array(
      component("Pollutant", { code: pollutantCodeOut.describe("Pollutant code, as used in instruments"), medium, ...inBothLanguages }),
    )
    .describe("Pollutants with tradable permits"),
});
