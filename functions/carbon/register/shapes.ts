import * as z from "zod";
import { factorSet } from "../../../shared/carbon/factor-set.ts";
import { marketNames } from "../../../shared/carbon/markets.ts";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { bilingualText, field, instantOut } from "../../../shared/kernel/fields.ts";
import {
  component,
  count,
  decimalOut,
  growingWords,
  growingWordsOut,
  reasonGiven,
  sha256Hex,
  shortText,
} from "../../../shared/kernel/schemas.ts";
import { entityYear } from "../shapes.ts";

/** Where an entity's allowances are traded, or that it is in no market. */
export const entityMarkets = [...marketNames, "none"] as const;
const entityMarketWords = [
  "EntityMarket",
  entityMarkets,
  "Carbon market of an entity in a year; `none`: it reports, and is in no market",
] as const;
/** Such a market, as input. */
export const entityMarket = growingWords(...entityMarketWords);
/** Such a market, in answers and facts. */
export const entityMarketOut = growingWordsOut(...entityMarketWords);

/** What a change of something that is kept in versions names: the version that it replaces, and why. */
export const correction = z
  .object({ version: z.int().min(1).describe("Version that is replaced: the latest one"), reason: reasonGiven })
  .optional()
  .describe("Only where a version exists already, which stays as it is");
/** The reporting year in a response or fact. */
export const yearTextOut = z.string().describe("Reporting year, four digits");
const reason = field.reason.optional().describe("Why an earlier version was replaced; absent for the first");
const version = count.describe("Version; a later one replaces it");
const sha256 = sha256Hex.describe("SHA-256 of the content as canonical JSON");

/** The grid whose electricity entities buy, by the name under which factors are published. */
export const gridName = z
  .string()
  .regex(/^[a-z][a-z-]{1,39}$/)
  .describe("Grid by the name under which its factors are published: `national`, `central`");

/** What a published set says of itself, without its factors. */
const setHead = {
  factorSetId: z.string().describe("Name of the set or factor"),
  version,
  area: areaCodeOut.describe("Area whose entities use it"),
  grid: z.string().describe("Of a set: the grid whose factors electricity takes; of a factor of electricity: its grid"),
  title: bilingualText.describe("Title"),
  source: bilingualText.describe("Document in which the factors stand"),
  validFromYear: yearTextOut.describe("First year whose reports use it"),
  validToYear: yearTextOut.optional().describe("Last year whose reports use it; absent while no end is known"),
  unverified: z.string().optional().describe("What is not known about it"),
  documentNumber: field.documentNumber,
  reason,
} as const;
const tco2PerMwh = decimalOut.optional().describe("Tonnes of CO2 for one MWh; absent for a set of factors");
/** A published set or factor in a list. */
export const factorSetSummary = component("FactorSetSummary", {
  ...setHead,
  kinds: count.describe("Kinds that it has factors for; 0 for a factor of electricity"),
  tco2PerMwh,
  sha256,
  inForce: z.boolean().describe("Whether reports of its years use this version"),
  publishedAt: instantOut("When it was published"),
});
/** A published set with its factors, or a published factor of electricity. */
export const publishedFactorSet = factorSetSummary
  .extend({ factors: factorSet.shape.factors.optional().describe("Factors, one for a kind; absent for a factor of electricity") })
  .meta({ id: "PublishedFactorSet" });
/** What the fact of a publication states: everything that a report computes with. */
export const factorSetStated = {
  ...setHead,
  sha256,
  tco2PerMwh,
  factors: z
    .array(
      z.object({
        kind: z.string().describe("Fuel, energy or other activity"),
        unit: z.string().describe("Unit to which the factors apply"),
        tcePerUnit: decimalOut.optional().describe("Tonnes of standard coal for one unit"),
        tco2PerUnit: decimalOut.optional().describe("Tonnes of CO2 for one unit"),
      }),
    )
    .describe("Factors of the set; empty for a factor of electricity"),
} as const;

/** Particulars of a key entity in a year that the bureau enters. */
export const entityParticulars = {
  market: entityMarket,
  sector: shortText.describe("Sector in the list of key entities, for example 水泥"),
  generates: z.boolean().describe("Whether it generates electricity or heat of its own, which it may export"),
};
/** A key entity as facts state it. */
export const entityListed = {
  ...entityYear,
  market: entityMarketOut,
  sector: z.string().describe("Sector in the list of key entities"),
  generates: z.boolean().describe("Whether it generates electricity or heat of its own"),
  documentNumber: field.documentNumber,
  version,
  reason,
} as const;
const acceptedTce = decimalOut.optional().describe("Energy of its accepted report in tonnes of standard coal; absent without one");
/** A key entity of a year. */
export const keyEntity = component("KeyEntity", {
  ...entityListed,
  tce: acceptedTce,
  tco2: decimalOut.optional().describe("Emissions of its accepted report in tonnes of CO2; absent without one"),
  listedAt: instantOut("When this version was put on the list"),
});

/** The energy that an area used in a year, as the bureau recorded it. */
export const energyUseStated = {
  year: yearTextOut,
  area: areaCodeOut.describe("Area whose use of energy it is"),
  tce: decimalOut.describe("Energy used in the year, tonnes of standard coal"),
  source: z.string().describe("Statistic in which the figure stands"),
  documentNumber: field.documentNumber,
  version,
  reason,
} as const;
/** The energy that an area used in a year. */
export const energyUse = component("EnergyUse", { ...energyUseStated, recordedAt: instantOut("When this version was recorded") });
/** How much of an area's energy the entities of a market use. */
export const coverage = component("Coverage", {
  year: yearTextOut,
  area: areaCodeOut.describe("Area"),
  energyUse: energyUse.optional().describe("What the area used; absent while the bureau has recorded none"),
  markets: z
    .array(
      z.object({
        market: entityMarketOut,
        entities: count.describe("Entities with an accepted report"),
        tce: decimalOut.describe("Energy of their accepted reports, tonnes of standard coal"),
      }),
    )
    .describe("Each market and, last, the entities in none"),
  coveredTce: decimalOut.describe("Energy of the entities that are in a market"),
  share: decimalOut
    .optional()
    .describe("Share of the area's energy that is covered, cut after four decimals; absent without the area's energy"),
  goal: decimalOut.describe("Share that is to be exceeded"),
  goalSource: z.string().describe("Document of the goal"),
  goalReached: z.boolean().optional().describe("Whether more than the goal is covered; absent without the area's energy"),
});
/** An entity that reports and is in no market: whom to bring in. */
export const candidate = component("CoverageCandidate", {
  ...entityYear,
  sector: z.string().describe("Sector in the list of key entities"),
  tce: decimalOut.describe("Energy of its accepted report, tonnes of standard coal"),
  tco2: decimalOut.describe("Emissions of its accepted report, tonnes of CO2"),
  thresholds: z
    .array(
      z.object({
        market: entityMarketOut,
        tce: decimalOut.optional().describe("Energy from which an entity enters the market; absent where only emissions count"),
        tco2: decimalOut.optional().describe("Emissions from which an entity enters the market; absent where only energy counts"),
        reached: z.boolean().describe("Whether it reaches one of them, and is to enter"),
      }),
    )
    .describe("Thresholds of each market in the year"),
});
