import * as z from "zod";
import { areaCodeOut } from "../../shared/kernel/areas.ts";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { field, instantOut } from "../../shared/kernel/fields.ts";
import { cny, count, documentReference, id, pageOf, pageQuery, plainDate, shortText } from "../../shared/kernel/schemas.ts";
import { pollutantCode } from "../../shared/permits/pools.ts";
import { paymentEndpoints, paymentFacts } from "./contract-payments.ts";
import { planEndpoints } from "./contract-plans.ts";
import { allocationField, allocationStated, objection, plan, rateTable, renewedOut } from "./shapes.ts";

const ratesParams = z.object({ rateTableId: id.max(50) });

/** The endpoints of allocations. */
export const allocationsEndpoints = {
  publishRateTable: endpoint({
    operationId: "publishRateTable",
    method: "PUT",
    path: "/allocations/rates/{rateTableId}",
    summary:
      "Publishes the next version of a table of use-fee rates. Versions never change, and plans keep the one they were drafted with.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: ratesParams,
    body: z.object({
      title: shortText.describe("Title of the table"),
      documentNumber: documentReference,
      validFrom: plainDate.describe("Day from which it holds"),
      rates: z
        .array(z.object({ pollutant: pollutantCode, cnyPerTonneYear: cny.describe("CNY for one tonne a year; 0 is free of charge") }))
        .min(1)
        .max(20)
        .describe("Rates, one for each pollutant"),
    }),
    response: rateTable,
    refusals: ["rates-of-another-area", "pollutant-twice"],
  }),
  listRateTables: endpoint({
    operationId: "listRateTables",
    method: "GET",
    path: "/allocations/rates",
    summary: "Lists the tables of use-fee rates, each with its newest version; may lag by a second.",
    roles: ["public"],
    query: pageQuery,
    response: pageOf(rateTable),
    refusals: [],
  }),
  listRateVersions: endpoint({
    operationId: "listRateVersions",
    method: "GET",
    path: "/allocations/rates/{rateTableId}",
    summary: "Lists the versions of a table of use-fee rates, newest first.",
    roles: ["public"],
    params: ratesParams,
    query: pageQuery,
    response: pageOf(rateTable),
    refusals: [],
  }),
  ...planEndpoints,
  ...paymentEndpoints,
} as const;

const planStated = plan.omit({ state: true, lines: true, openObjections: true, reason: true });
const ofPlan = planStated.extend({ lines: count.describe("How many sites it has") });

/** What a page worker does with the lines of a plan. */
export const pageSteps = ["publish", "drop", "distribute"] as const;
/** A message that asks for one page of a plan's lines. */
export const planPage = z.object({ planId: z.string(), step: z.enum(pageSteps), after: z.string().optional() });
/** Such a message. */
export type PlanPage = z.output<typeof planPage>;

/** Facts about allocations; quantities and money are decimal strings. */
export const allocationsFacts = {
  rateTablePublished: factSchema(
    "rate-table-published",
    1,
    rateTable.omit({ publishedAt: true }),
    "A version of a table of use-fee rates was published.",
  ),
  planDrafted: factSchema(
    "allocation-plan-drafted",
    1,
    planStated,
    "A plan of allocations was drafted; its lines follow until it is published.",
  ),
  planPublished: factSchema(
    "allocation-plan-published",
    1,
    ofPlan,
    "A plan of allocations was published: its lines are proposed, and units may object.",
  ),
  planApproved: factSchema(
    "allocation-plan-approved",
    1,
    ofPlan.extend({ reason: field.reason }),
    "A plan of allocations was approved: its tonnes have left the headroom of their caps.",
  ),
  planRejected: factSchema("allocation-plan-rejected", 1, ofPlan.extend({ reason: field.reason }), "A plan of allocations was rejected."),
  planWithdrawn: factSchema(
    "allocation-plan-withdrawn",
    1,
    ofPlan.extend({ reason: field.reason }),
    "A plan of allocations was withdrawn before it was decided.",
  ),
  planDistributed: factSchema(
    "allocation-plan-distributed",
    1,
    ofPlan,
    "Every line of an approved plan has its tonnes in an account of its own.",
  ),
  proposed: factSchema(
    "allocation-proposed",
    1,
    z.object({
      ...allocationStated,
      reason: field.reason.optional(),
      objectionsUntil: instantOut("First instant at which no objection is taken any more"),
    }),
    "A published plan proposes an allocation to a site, which may object to it.",
  ),
  dropped: factSchema(
    "allocation-dropped",
    1,
    z.object({ ...allocationStated, reason: field.reason }),
    "A proposed allocation was dropped, because its plan was rejected or withdrawn.",
  ),
  due: factSchema(
    "allocation-due",
    1,
    z.object({
      ...allocationStated,
      amountCny: field.cny.describe("The first instalment in CNY"),
      instalments: count.describe("Number of instalments"),
      payBy: instantOut("First instant at which the first instalment is overdue"),
    }),
    "A site was allocated permits, which are delivered once the first instalment of the use fee is paid.",
  ),
  granted: factSchema(
    "allocation-granted",
    1,
    z.object(allocationStated),
    "A site was allocated permits free of charge, and they were delivered.",
  ),
  renewalDecided: factSchema(
    "renewal-decided",
    1,
    z.object({
      ...allocationStated,
      reason: field.reason.optional(),
      decidedAt: instantOut("When the plan was approved"),
      cuts: z
        .array(
          renewedOut
            .omit({ instrument: true })
            .extend({ afterExpiry: z.boolean().describe("Whether the permits had expired when it was decided") }),
        )
        .describe("Tonnes that are not renewed, by pollutant and pool; none where all is confirmed"),
      gone: z
        .array(renewedOut.omit({ instrument: true }))
        .optional()
        .describe("Tonnes of the plan that the site no longer held when it was distributed: they went back to the cap"),
    }),
    "The permits of a site were re-verified at the end of their term: confirmed, reduced or ended.",
  ),
  objectionRaised: factSchema(
    "allocation-objection-raised",
    1,
    objection.omit({ state: true, answer: true, answeredAt: true }).extend({ planTitle: allocationField.planTitle }),
    "A member objected to a published plan.",
  ),
  objectionAnswered: factSchema(
    "allocation-objection-answered",
    1,
    objection.omit({ answeredAt: true }).extend({
      planTitle: allocationField.planTitle,
      reason: field.reason,
      amended: z.object(allocationStated).optional().describe("The line with its new amounts, where they changed"),
    }),
    "The bureau answered an objection to a published plan.",
  ),
  renewalAhead: factSchema(
    "renewal-ahead",
    1,
    z.object({
      siteId: field.siteId,
      siteName: z.string().describe("Name of the site"),
      area: areaCodeOut.describe("Area of the site"),
      licenceNumber: field.licenceNumber,
      partyId: field.partyId,
      partyName: field.partyName,
      creditCode: field.creditCode,
      instrument: field.instrument,
      tonnes: field.tonnes.describe("What the site holds of it"),
      lastMonth: allocationField.lastMonth,
      endsAt: instantOut("First instant at which the permit no longer counts"),
      daysAhead: count.describe("How many days ahead this was told"),
    }),
    "The term of a site's permit ends soon: it counts on only if it is renewed.",
  ),
  ...paymentFacts,
} as const;
