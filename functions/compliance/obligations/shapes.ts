import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { bilingualText, dayOut, field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, count, decimalOut, growingWordsOut, sha256Hex, words } from "../../../shared/kernel/schemas.ts";
import { pollutants } from "../../../shared/permits/pools.ts";
import { co2, noExposureReasons, obligationStates } from "./vocabulary.ts";

/** State of an obligation. */
export const obligationState = words(
  "ComplianceState",
  obligationStates,
  "open: nobody knows yet what is required; covered: what is held covers it so far; short: it does not; overdue: it does not, and the deadline has passed; met: the year is over and was covered, or all was surrendered",
);
const obligationKind = words(
  "ComplianceKind",
  ["discharge", "carbon"],
  "discharge: permits of a site for a pollutant; carbon: allowances of an entity for CO2",
);
const obligationPollutant = growingWordsOut("CompliancePollutant", [...pollutants.map(({ code }) => code), co2], "Pollutant, or CO2");

const exposure = component("ComplianceExposure", {
  fromCny: decimalOut.describe("Least amount, CNY"),
  toCny: decimalOut.describe("Most, CNY"),
  basis: component("ComplianceExposureBasis", {
    rule: z.string().describe("Rule of exposure, as data has it"),
    tonnes: decimalOut.describe("Tonnes short"),
    averageCny: decimalOut.describe("Average price of a tonne, weighted by volume; absent where the rule asks for none").optional(),
    from: dayOut("First day of the prices").optional(),
    until: dayOut("Last day of the prices").optional(),
  }).describe("What it is computed from"),
  source: bilingualText.describe("Document and article of the rule"),
});

const figures = {
  requiredTonnes: decimalOut.describe("Tonnes discharged or emitted, as accepted or verified; absent while nobody knows them").optional(),
  heldTonnes: decimalOut.describe(
    "What covers them. Permits: tonne-months that count / 12, rounded down to the kilogram, pledged and frozen ones included; allowances: what may be surrendered, without what earlier years need",
  ),
  pledgedTonnes: decimalOut.describe("Of permits: the pledged part of what covers; of allowances: those pledged, which cover nothing"),
  frozenTonnes: decimalOut.describe("The same of what a court or authority has frozen"),
  surrenderedTonnes: decimalOut.describe("Allowances and certified reductions surrendered; zero for permits"),
  gapTonnes: decimalOut.describe("What is not covered; after the deadline of allowances, what was not surrendered"),
} as const;
const subject = {
  obligationId: z.string().describe("Obligation: `<site or entity>.<year>.<pollutant>`"),
  kind: obligationKind,
  year: z.string().describe("Year of discharge or emission"),
  pollutant: obligationPollutant,
  market: z.string().describe("Market of the allowances; absent for permits").optional(),
  siteId: field.siteId.describe("Site; absent for entities").optional(),
  siteName: z.string().describe("Name of the site").optional(),
  partyId: field.partyId,
  partyName: field.partyName,
  creditCode: field.creditCode,
  area: areaCodeOut.describe("Area of the site or entity"),
};
const standing = { state: obligationState, deadlineAt: instantOut("First instant at which what is not covered is overdue") };

/** An obligation as facts state it. */
export const statedObligation = z.object({ ...subject, ...figures, ...standing });
/** An obligation. */
export const obligation = component("ComplianceObligation", {
  ...subject,
  ...figures,
  ...standing,
  exposure: exposure.nullable().describe("What may have to be paid for the gap; null where `noExposure` says why"),
  noExposure: words(
    "NoExposure",
    noExposureReasons,
    "nothing-short; amount-unknown: nobody knows what is required; no-rule: no rule of the market is known for that day; no-price: nothing was traded in the days of the average so far",
  ).optional(),
  restsOn: z
    .string()
    .describe("What the required tonnes rest on: the accepted declaration, or the stated obligation to surrender")
    .optional(),
  inputsHash: sha256Hex.describe("Hash of what of its inputs decides it: while it is the same, nothing was written"),
  version: count.describe("How often it has changed"),
});

const figuresThen = component("ComplianceFigures", {
  ...figures,
  ...standing,
  exposureFromCny: decimalOut.describe("Least exposure, CNY").optional(),
  exposureToCny: decimalOut.describe("Most").optional(),
});
/** The obligations of a site for a year. */
export const siteCoverage = component("SiteCoverage", {
  items: z.array(obligation).describe("Obligations of the site, by pollutant"),
});
/** A change of an obligation. */
export const obligationChange = component("ComplianceChange", {
  occurredAt: instantOut("When the fact happened, or the day came"),
  factType: z.string().describe("Type of the fact that changed it; `time` where a month, year or deadline passed"),
  factId: z.string().describe("That fact; absent for time").optional(),
  from: figuresThen.nullable().describe("What it was before; null at its beginning"),
  to: figuresThen.describe("What it was after"),
});
/** Whether an obligation is what facts say. */
export const rebuiltObligation = component("RebuiltCompliance", {
  obligationId: z.string().describe("Obligation"),
  facts: count.describe("Facts that it was computed from again"),
  missing: z.array(z.string()).describe("Facts that had not been heard, or otherwise; they are now"),
  equal: z.boolean().describe("Whether what stood was the same to the byte, versions aside"),
  obligation: obligation.nullable().describe("The obligation now; null if there is none"),
});
