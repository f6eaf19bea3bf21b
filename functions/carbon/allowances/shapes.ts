import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { dayOut, field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, count, decimalOut, words, yearMonth } from "../../../shared/kernel/schemas.ts";
import { entityStated } from "../shapes.ts";
import { allowancesLifecycles } from "./lifecycles.ts";
import { allowanceMarketOut, carbonRounding } from "./vocabulary.ts";

const { allowancePlan: planLife, allowanceAllocation: lineLife, allowanceObjection: objectionLife } = allowancesLifecycles;
const planState = words("AllowancePlanState", planLife.states, "State of the plan");
const lineState = words("AllowanceAllocationState", lineLife.states, "State of the allocation");
const objectionState = words("AllowanceObjectionState", objectionLife.states, "State of the objection");

/** Fields of several shapes and facts. */
export const allowanceField = {
  planId: z.string().describe("Plan of allowances: market, year and area"),
  allocationId: z.string().describe("Allocation: plan and entity"),
  planTitle: z.string().describe("Title of the plan"),
  planDocument: z.string().describe("Number of the plan's document"),
  year: z.string().describe("Year of the allowances, which is their vintage; four digits"),
  wholeTonnes: decimalOut.describe("Whole tonnes"),
  figure: decimalOut.describe("What the plan's method gives, in tonnes with the plan's decimals"),
  lastMonth: yearMonth.describe("Last month in which the allowances may be used"),
  objectionsUntil: instantOut("First instant at which no objection is taken any more"),
} as const;

const sectorOut = z.object({
  sector: z.string().describe("Sector of entities"),
  historic: z
    .object({
      sectorCoefficient: decimalOut.describe("Control coefficient of the sector"),
      marketFactor: decimalOut.describe("Market adjustment factor"),
      ofDays: z.int().describe("Days that production days are divided by"),
    })
    .optional()
    .describe("Method of historic emissions: base x coefficient x factor / days x production days"),
  benchmark: z
    .object({
      adjustment: decimalOut.describe("Adjustment factor"),
      products: z
        .array(
          z.object({
            product: z.string().describe("Product"),
            unit: z.string().describe("Unit of its output"),
            tonnesPerUnit: decimalOut.describe("Benchmark: tonnes of CO2 for one unit"),
          }),
        )
        .describe("Benchmarks by product"),
    })
    .optional()
    .describe("Benchmark method: output x benchmark x adjustment"),
});

/** A plan of allowances. */
export const allowancePlan = component("AllowancePlan", {
  planId: allowanceField.planId,
  market: allowanceMarketOut,
  year: allowanceField.year,
  title: allowanceField.planTitle,
  documentNumber: allowanceField.planDocument,
  area: areaCodeOut.describe("Area of the bureau"),
  sectors: z.array(sectorOut).describe("Methods by sector"),
  figureDecimals: z.int().describe("Decimals of computed figures"),
  figureRounding: carbonRounding.describe("How figures are rounded"),
  issueRounding: carbonRounding.describe("How a figure becomes the whole tonnes that are issued"),
  totalTonnes: allowanceField.wholeTonnes.describe("Whole tonnes that may be issued in all"),
  reserveTonnes: allowanceField.wholeTonnes.describe("Part of the total that only new entrants get"),
  preShare: decimalOut.describe("Share that is allocated before verification"),
  lastMonth: allowanceField.lastMonth,
  surrenderBy: dayOut("Last day on which allowances are surrendered for the year"),
  objectionDays: count.describe("Working days in which an entity may object"),
  decisionDays: count.describe("Working days in which an objection is answered"),
  excess: z
    .object({
      share: decimalOut.describe("Share of the figure"),
      tonnes: decimalOut.describe("Tonnes"),
      source: z.string().describe("Document of the limits"),
    })
    .optional()
    .describe("What verified emissions differ from the figure by more than the tighter of these is corrected"),
  carryOver: z
    .object({
      fromVintage: z.string().describe("Vintage that is converted"),
      share: decimalOut.describe("Most of an entity's entitlement that it may convert, as a share"),
      plusTonnes: decimalOut.describe("Tonnes that it may convert on top"),
      until: dayOut("Last day of conversion"),
    })
    .optional()
    .describe("Conversion of an earlier vintage into that of the plan; absent where there is none"),
  state: planState,
  revision: z.int().min(1).describe("1 for the first draft; counts up each time it is drafted again"),
  lines: count.describe("How many entities it has"),
  figureTonnes: allowanceField.wholeTonnes
    .optional()
    .describe("Whole tonnes of all its entities by its methods, new entrants aside; from approval on"),
  draftedAt: instantOut("When it was drafted"),
  approvedAt: instantOut("When it was approved").optional(),
  publishedAt: instantOut("When it was published").optional(),
  preAllocatedAt: instantOut("When pre-allocation began").optional(),
  objectionsUntil: allowanceField.objectionsUntil.optional(),
  reason: z.string().optional().describe("Why it was decided so last"),
});

const basisOut = {
  sector: z.string().describe("Sector of the entity"),
  historic: z
    .object({
      baseTonnes: decimalOut.describe("Historic base in tonnes"),
      productionDays: z.int().describe("Days of normal production"),
    })
    .optional()
    .describe("Of the method of historic emissions"),
  outputs: z
    .array(z.object({ product: z.string().describe("Product"), amount: decimalOut.describe("Output in the plan's unit") }))
    .optional()
    .describe("Of the benchmark method: output by product"),
} as const;

/** An objection of an entity to its allocation. */
export const allowanceObjection = component("AllowanceObjection", {
  objectionId: z.string().describe("Number of the objection of the entity to the plan"),
  grounds: z.string().describe("What is wrong with the allocation, and why"),
  state: objectionState,
  raisedAt: instantOut("When it was raised"),
  answerBy: instantOut("First instant at which its answer is late"),
  reason: z.string().optional().describe("Answer of the bureau"),
  answeredAt: instantOut("When it was answered").optional(),
});

/** What an entity gets under a plan, and what it has got. */
export const allowanceLine = component("AllowanceAllocation", {
  allocationId: allowanceField.allocationId,
  planId: allowanceField.planId,
  ...entityStated,
  ...basisOut,
  documentNumber: field.documentNumber,
  entrant: z.boolean().describe("Whether it came after publication and takes from the reserve of the plan"),
  state: lineState,
  figure: allowanceField.figure.optional().describe("What the plan's method gave last, with the plan's decimals"),
  entitledTonnes: allowanceField.wholeTonnes.describe("Whole tonnes that it is entitled to now"),
  issuedTonnes: allowanceField.wholeTonnes.describe("Issued to it and not taken back"),
  addedTonnes: allowanceField.wholeTonnes.describe("Issued beyond its entitlement and added to its obligation"),
  carriedTonnes: allowanceField.wholeTonnes.describe("Carried over from an earlier vintage"),
  reportVersion: z.int().optional().describe("Version of the accepted report that the final allocation rests on"),
  publishedAt: instantOut("When it was published").optional(),
  objectionsUntil: allowanceField.objectionsUntil.optional(),
  objectionOpen: z.boolean().describe("Whether an objection waits for its answer"),
});

/** An allocation with the plan that it is under and its objections. */
export const allowanceAllocation = component("AllowanceAllocationInFull", {
  ...allowanceLine.shape,
  market: allowanceMarketOut,
  year: allowanceField.year,
  planTitle: allowanceField.planTitle,
  instrument: field.instrument.describe("Allowances of this market and vintage"),
  allObjections: z.array(allowanceObjection).describe("Objections of the entity to it, the first one first"),
});

/** What facts say of an allocation. */
export const allocationStated = {
  ...entityStated,
  year: allowanceField.year,
  market: allowanceMarketOut,
  planId: allowanceField.planId,
  planTitle: allowanceField.planTitle,
  planDocument: allowanceField.planDocument,
  allocationId: allowanceField.allocationId,
  instrument: field.instrument.describe("Allowances of the plan's market and vintage"),
  lastMonth: allowanceField.lastMonth,
  ...basisOut,
} as const;
