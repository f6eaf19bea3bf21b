import * as z from "zod";
import { areaCodeOut } from "../../shared/kernel/areas.ts";
import { dayOut, field, instantOut } from "../../shared/kernel/fields.ts";
import { component, count, decimalOut, words, yearMonth } from "../../shared/kernel/schemas.ts";
import { pollutantCodeOut, poolIdOut } from "../../shared/permits/pools.ts";
import { allocationsLifecycles } from "./lifecycles.ts";
import { basisKindOut, paymentModeOut, planKind, renewalOutcome } from "./vocabulary.ts";

const { plan: planLife, allocation: allocationLife, instalment: instalmentLife, objection: objectionLife } = allocationsLifecycles;
const planState = words("AllocationPlanState", planLife.states, "State of the plan");
const allocationState = words("AllocationState", allocationLife.states, "State of the allocation");
const instalmentState = words("InstalmentState", instalmentLife.states, "State of the instalment");
const objectionState = words("ObjectionState", objectionLife.states, "State of the objection");

const pollutantTonnes = z.object({ pollutant: pollutantCodeOut, tonnes: field.tonnes });
const pooledTonnes = pollutantTonnes.extend({ pool: poolIdOut });

/** Fields of several shapes and facts. */
export const allocationField = {
  allocationId: z.string().describe("Allocation: plan and site"),
  planId: z.string().describe("Plan of allocations"),
  planTitle: z.string().describe("Title of the plan"),
  planDocument: z.string().describe("Number of the plan's document"),
  siteName: z.string().describe("Name of the site when it was entered into the plan"),
  siteArea: areaCodeOut.describe("Area of the site"),
  firstMonth: yearMonth.describe("First month of the term"),
  lastMonth: yearMonth.describe("Last month of the term, included"),
  totalCny: field.cny.describe("Use fee of the allocation in CNY"),
  rateTableId: z.string().describe("Table of rates"),
} as const;

/** A version of a table of rates. */
export const rateTable = component("RateTable", {
  rateTableId: allocationField.rateTableId,
  version: z.int().min(1).describe("Version; a version never changes"),
  area: areaCodeOut.describe("Area whose bureau publishes it"),
  title: z.string().describe("Title"),
  documentNumber: field.documentNumber,
  validFrom: dayOut("Day from which it holds"),
  rates: z
    .array(z.object({ pollutant: pollutantCodeOut, cnyPerTonneYear: field.cny.describe("CNY for one tonne a year; 0 is free of charge") }))
    .describe("Rates by pollutant"),
  publishedAt: instantOut("When it was published"),
});

/** Why and how amounts were determined. */
export const basisOut = component("AllocationBasis", {
  kind: basisKindOut,
  since: dayOut("Day since which it discharges, or on which the assessment was approved, or from which it holds the permits"),
  eiaNumber: z.string().optional().describe("Number of the decision on the environmental impact assessment; only for such a basis"),
  method: z.string().describe("How the amounts were determined"),
  documentNumber: field.documentNumber,
});

/** What a line allocates of a pollutant. */
export const amountOut = component("AllocatedAmount", {
  pollutant: pollutantCodeOut,
  pool: poolIdOut,
  tonnes: field.tonnes,
  instrument: field.instrument,
  poolArea: areaCodeOut.describe("Area of the regulators responsible for the pool"),
  blockReference: z.string().describe("Reference of the block that it delivers, never used again: pollutant, pool, term and allocation"),
  feeCny: field.cny.describe("Use fee of it in CNY"),
});
/** A permit that a line renews. */
export const renewedOut = component("RenewedPermit", {
  instrument: field.instrument,
  pollutant: pollutantCodeOut,
  pool: poolIdOut,
  tonnes: field.tonnes.describe("Tonnes that the site held of it"),
});

/** A plan of allocations. */
export const plan = component("AllocationPlan", {
  planId: allocationField.planId,
  kind: planKind,
  title: allocationField.planTitle,
  documentNumber: allocationField.planDocument,
  area: areaCodeOut.describe("Area of the bureau"),
  determinedOn: dayOut("Day on which existing amounts are determined; what is newer goes by auction"),
  firstMonth: allocationField.firstMonth,
  lastMonth: allocationField.lastMonth,
  years: count.describe("Years of the term"),
  rateTableId: allocationField.rateTableId,
  rateTableVersion: z.int().min(1).describe("Version of the table, frozen in the plan"),
  rates: rateTable.shape.rates,
  firstShare: decimalOut.describe("Share of the fee that the first instalment takes"),
  instalments: z.int().min(1).describe("Number of instalments, a year apart; 1 is a lump sum"),
  announcedDays: count.describe("Days of public notice"),
  paymentDays: count.describe("Days from the decision to pay the first instalment"),
  graceDays: count.describe("Days after an instalment's deadline until its tonnes are frozen"),
  noticeDays: count.describe("Days before an instalment's deadline on which its payment notice is sent"),
  paymentMode: paymentModeOut,
  state: planState,
  lines: count.describe("How many sites it has"),
  totals: z.array(pooledTonnes).describe("Tonnes by pollutant and pool"),
  feeTotalCny: field.cny.describe("Use fees of all lines in CNY"),
  draftedAt: instantOut("When it was drafted"),
  publishedAt: instantOut("When it was published").optional(),
  objectionsUntil: instantOut("First instant at which no objection is taken any more").optional(),
  openObjections: count.describe("Objections that wait for an answer"),
  decidedAt: instantOut("When it was decided").optional(),
  decisionNumber: z.string().optional().describe("Document of the decision"),
  reason: z.string().optional().describe("Why it was decided so, or withdrawn"),
});

/** A line of a plan, as it is shown in public. */
export const planLine = component("AllocationLine", {
  allocationId: allocationField.allocationId,
  siteId: field.siteId,
  partyId: field.partyId,
  partyName: field.partyName,
  creditCode: field.creditCode,
  siteName: allocationField.siteName,
  siteArea: allocationField.siteArea,
  licenceNumber: field.licenceNumber,
  basis: basisOut.describe("Why and how its amounts were determined"),
  amounts: z.array(amountOut).describe("What it gets, by pollutant; nothing where a renewal ends its permits"),
  renews: z.array(renewedOut).describe("Permits that it renews; none in an initial plan"),
  outcome: renewalOutcome.optional(),
  reason: z.string().optional().describe("Why a renewal has this outcome, or why the line was dropped"),
  totalCny: allocationField.totalCny,
  state: allocationState,
});

/** A payment of an allocation. */
export const instalmentOut = component("Instalment", {
  number: z.int().min(1).describe("1 for the first"),
  amountCny: field.cny.describe("What is to be paid in CNY"),
  releases: z.array(pollutantTonnes).describe("Tonnes that its payment releases"),
  state: instalmentState,
  payBy: instantOut("First instant at which it is overdue; absent until the plan is distributed").optional(),
  paidAt: instantOut("When it was paid").optional(),
  creditedOn: z.string().optional().describe("When the money was credited, or the day of the certificate"),
  certificateNumber: z.string().optional().describe("Certificate of the tax office that pays it"),
  countsFrom: yearMonth.optional().describe("Month from which its permits count again, where they had been frozen"),
  unsecured: z.array(pollutantTonnes).optional().describe("Released tonnes of a reversed certificate that could not be held again"),
});

/** An allocation with its payments, for its holder and the authorities. */
export const allocation = planLine
  .extend({
    planId: allocationField.planId,
    planTitle: allocationField.planTitle,
    planDocument: allocationField.planDocument,
    firstMonth: allocationField.firstMonth,
    lastMonth: allocationField.lastMonth,
    paymentMode: paymentModeOut,
    instalments: z.array(instalmentOut).describe("Its payments in order"),
  })
  .meta({ id: "Allocation" });

/** An objection to a published plan. */
export const objection = component("AllocationObjection", {
  objectionId: z.string().describe("Objection: site and party"),
  planId: allocationField.planId,
  siteId: field.siteId,
  partyId: field.partyId,
  partyName: field.partyName,
  grounds: z.string().describe("What the objection says"),
  state: objectionState,
  answer: z.string().optional().describe("Reason of the bureau's answer"),
  raisedAt: instantOut("When it was raised"),
  answeredAt: instantOut("When it was answered").optional(),
});

/** What facts say of one allocation: whatever a record of it needs. */
export const allocationStated = {
  ...planLine.omit({ state: true, reason: true }).shape,
  planId: allocationField.planId,
  planTitle: allocationField.planTitle,
  planDocument: allocationField.planDocument,
  planKind,
  bureauName: z.string().describe("Legal name of the bureau that allocates"),
  bureauCode: field.creditCode.describe("Credit code of the bureau"),
  years: count.describe("Years of the term"),
  rates: rateTable.shape.rates,
  firstMonth: allocationField.firstMonth,
  lastMonth: allocationField.lastMonth,
  paymentMode: paymentModeOut,
};
