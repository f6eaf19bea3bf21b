import * as z from "zod";
import { activityKinds, activityUnits, directions } from "../../../shared/carbon/kinds.ts";
import { expects } from "../../../shared/kernel/expectations.ts";
import { bilingualText, dayOut, field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, count, decimalOut, growingWordsOut, sha256Hex, shortText, words, yearMonth } from "../../../shared/kernel/schemas.ts";
import { entityYear } from "../shapes.ts";
import { reportsLifecycles } from "./lifecycles.ts";
import { reportMarkets } from "./rules.ts";

const amountError = expects(
  "须为十进制数字符串，整数不超过 12 位，小数不超过 6 位",
  "a decimal string, at most 12 digits before and 6 after the point",
);
/** An amount of a report: a decimal string, zero allowed, as it was typed. */
export const amountText = z
  .string({ error: amountError })
  .regex(/^(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?$/, { error: amountError })
  .describe("Amount as a decimal string, at most six decimals");

const unit = z.enum(activityUnits).describe("Unit of the amount");
const explanation = shortText.describe("Why it differs from last year, or why it is zero");

/** An invoice or settlement sheet behind an amount. */
export const invoice = component("ReportInvoice", {
  number: shortText.describe("Number of the invoice"),
  seller: shortText.describe("Who issued it"),
  month: yearMonth.describe("Month of what it charges"),
  amount: amountText.describe("Amount that it charges"),
  unit,
});
/** An activity of a year: fuel, electricity, heat, process emissions or recovered CO2. */
export const reportLine = component("ReportLine", {
  kind: z.enum(activityKinds).describe("Fuel, energy or other activity"),
  direction: z.enum(directions).optional().describe("`out` for what is exported; the usual direction of the kind when absent"),
  amount: amountText.describe("Amount of the whole year"),
  unit,
  explanation: explanation.optional(),
  invoices: z.array(invoice).max(24).default([]).describe("Invoices behind the amount"),
});
/** What was produced, for benchmarks. */
export const reportOutput = component("ReportOutput", {
  product: shortText.describe("Product, as the sector's benchmark names it"),
  amount: amountText.describe("Output of the year"),
  unit: shortText.describe("Unit of the output"),
  explanation: explanation.optional(),
});
/** Electricity or heat that the entity generated itself, which it may export beside what it bought. */
const generated = component("ReportGeneration", {
  kind: z.enum(["electricity", "heat"]).describe("What was generated"),
  amount: amountText.describe("Amount generated in the year"),
  unit,
});
/** A document that a report names; it was uploaded before. */
export const evidenceNamed = component("ReportEvidence", {
  sha256: sha256Hex,
  what: shortText.describe("What it shows"),
});

/** Somebody who helped to prepare a report, such as a consultant. */
const preparer = component("ReportPreparer", {
  name: shortText.describe("Name of the company"),
  creditCode: shortText.describe("Its unified social credit code"),
});

/** Everything that a report states. */
export const reportValues = component("ReportValues", {
  lines: z.array(reportLine).min(1).max(60).describe("Activities, each kind and direction once"),
  generated: z.array(generated).max(2).default([]).describe("Own generation of electricity and heat"),
  outputs: z.array(reportOutput).max(20).default([]).describe("Output per product"),
  productionDays: z.int().min(0).max(366).optional().describe("Days of normal production, which allocation by history counts"),
  evidence: z.array(evidenceNamed).max(20).default([]).describe("Documents that support it"),
  preparedBy: z.array(preparer).max(5).optional().describe("Who helped to prepare it; none of them verifies it"),
});
/** What a report states. */
export type ReportValues = z.output<typeof reportValues>;
/** One of its activities. */
export type ReportLine = z.output<typeof reportLine>;

/** Codes of what can be wrong with the values of a report. */
export const valueFaultCodes = [
  ...["unit-unsuited", "direction-unsuited", "kind-twice", "unit-suspect", "jump-unexplained", "line-missing", "invoice-twice"],
  ...["invoice-elsewhere", "export-above-supply", "month-in-future", "month-outside-year", "output-zero"],
  ...["nothing-used", "no-factor", "below-zero", "months-differ", "month-not-stored", "too-large", "output-twice", "days-beyond-year"],
] as const;
/** What is wrong with a value: where, what stands there, and what is expected. */
export const valueFault = component("ReportFault", {
  pointer: z.string().describe("Where, as a JSON pointer below the values"),
  line: z.int().min(0).describe("Number of the line in its list, from 1; 0 for the report as a whole"),
  code: growingWordsOut("ReportFaultCode", valueFaultCodes, "Rule that it breaks"),
  found: z.string().describe("What stands there"),
  expected: bilingualText.describe("What is expected there"),
  source: bilingualText.describe("Document of the rule"),
});
/** What is wrong with a value. */
export type ValueFault = z.output<typeof valueFault>;

const computedLine = component("ReportComputedLine", {
  kind: z.string().describe("Fuel, energy or other activity"),
  direction: z.string().describe("`in`, or `out` for what counts negatively"),
  amount: decimalOut.describe("Amount in the unit of the factor"),
  unit: z.string().describe("Unit of the factor"),
  tce: decimalOut.nullable().describe("Tonnes of standard coal; null without one published coefficient"),
  tco2: decimalOut.nullable().describe("Tonnes of CO2; null without a factor in the set"),
  tcePerUnit: decimalOut.nullable().describe("Standard-coal coefficient that was used"),
  tco2PerUnit: decimalOut.nullable().describe("Factor that was used"),
  reason: bilingualText.optional().describe("Why a figure is missing"),
});
/** What follows from the values by the set of factors. */
export const computed = component("ReportComputed", {
  factorSetId: z.string().describe("Set of factors in force for the year"),
  factorSetVersion: count.describe("Version of the set"),
  gridFactor: decimalOut.describe("Tonnes of CO2 for one MWh from the grid"),
  gridFactorId: z.string().describe("Published factor of the grid in force for the year"),
  gridFactorVersion: count.describe("Version of that factor"),
  lines: z.array(computedLine).describe("Figures by line, in the order of the report"),
  tce: decimalOut.describe("Tonnes of standard coal, as far as they are known"),
  tceComplete: z.boolean().describe("Whether every line has its standard coal"),
  tco2: decimalOut.describe("Tonnes of CO2, as far as they are known"),
  tco2Complete: z.boolean().describe("Whether every line has its emissions"),
  mustReport: z.boolean().nullable().describe("Whether the threshold in standard coal is reached; null if an unknown part could reach it"),
  thresholdTce: decimalOut.describe("The threshold, which is reached by an equal figure"),
  electricityBasis: bilingualText.describe("How electricity counts towards the threshold"),
});
/** What follows from the values. */
export type Computed = z.output<typeof computed>;

/** State of a report. */
export const reportState = words("CarbonReportState", reportsLifecycles.report.states, "State of the report");
/** Market of the entity in the year of a report. */
export const reportMarket = words("CarbonReportMarket", reportMarkets, "Market of the entity in that year; `none` outside of every market");

/** What every answer and fact says of a report. */
export const reportStated = {
  reportId: z.string().describe("Report: `<partyId>.<year>`"),
  ...entityYear,
  market: reportMarket,
  reportVersion: z.int().min(1).describe("Version of the report"),
};
/** A report in a list. */
export const listedReport = component("ListedCarbonReport", {
  ...reportStated,
  state: reportState,
  tce: decimalOut.describe("Tonnes of standard coal as reported"),
  tco2: decimalOut.describe("Tonnes of CO2 as reported"),
  verifiedTce: decimalOut.optional().describe("Tonnes of standard coal as verified"),
  verifiedTco2: decimalOut.optional().describe("Tonnes of CO2 as verified"),
  conservative: z.boolean().describe("Whether a conservative figure was set for a part of it"),
  mustReport: z.boolean().nullable().describe("Whether the threshold in standard coal is reached; null if an unknown part could reach it"),
  reportBy: dayOut("Last day on which it is in time"),
  late: z.boolean().describe("Whether it was submitted after that day"),
  corrects: z.int().min(1).optional().describe("Version that this one corrects"),
  reason: field.reason.optional().describe("Why it was returned, rejected or reopened"),
  documentNumber: field.documentNumber.optional(),
  verifierId: z.string().optional().describe("Verifier that it is assigned to"),
  draftedAt: instantOut("When the version was begun"),
  submittedAt: instantOut("When it was submitted").optional(),
  screenedAt: instantOut("When the district passed it on").optional(),
  concludedAt: instantOut("When verification was concluded").optional(),
  decidedAt: instantOut("When it was accepted or rejected").optional(),
});
/** A report with what one of its versions states. */
export const report = listedReport
  .extend({
    shownVersion: z.int().min(1).describe("Version whose values are shown"),
    values: reportValues.describe("Everything that the version states"),
    computed: computed.describe("What follows from it by the factors of its year"),
    findings: z.array(valueFault).describe("What has to be put right or explained before it can be submitted: the first hundred at most"),
  })
  .meta({ id: "CarbonReport" });
