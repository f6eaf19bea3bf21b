import * as z from "zod";
import { areaCode } from "../../shared/kernel/areas.ts";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { message } from "../../shared/kernel/message.ts";
import {
  documentReference,
  id,
  pageOf,
  pageQuery,
  plainDate,
  positiveTonnes,
  ratio,
  reasonGiven,
  shortText,
  wholeNumber,
  yearMonth,
} from "../../shared/kernel/schemas.ts";
import { pollutantCode } from "../../shared/permits/pools.ts";
import defaults from "./plan-defaults.json" with { type: "json" };
import { allocation, objection, plan, planLine } from "./shapes.ts";
import { basisKind, paymentMode, planKind, renewalOutcome } from "./vocabulary.ts";

const planParams = z.object({ planId: id });
/** Lines that one call may put: each is two rows of one transaction, itself and the claim for its site. */
const mostLines = 48;
/** A term ends in a year of four digits. */
const lastFirstMonth = "9990-12";
const days = { zh: "天", en: "days" };

const amounts = z
  .array(z.object({ pollutant: pollutantCode, tonnes: positiveTonnes }))
  .max(20)
  .describe("Tonnes a year by pollutant; empty where a renewal ends the permits");

const line = z
  .object({
    creditCode: z.string().min(1).max(40).describe("Unified social credit code of the unit"),
    licenceNumber: z.string().min(1).max(40).describe("Number of the discharge licence of the unit's site"),
    amounts,
    basis: z
      .object({
        kind: basisKind,
        since: plainDate.describe(
          "Day since which it discharges, or on which the assessment was approved, or from which it holds the permits",
        ),
        eiaNumber: documentReference
          .optional()
          .describe("Number of the decision on the environmental impact assessment; needed for such a basis"),
        method: shortText.describe("How the amounts were determined"),
        documentNumber: documentReference,
      })
      .describe("Why and how the amounts were determined")
      .meta({ id: "WantedBasis" }),
    outcome: renewalOutcome.optional().describe("Of a renewal: what the re-verification found"),
    reason: reasonGiven.optional().describe("Of a renewal that reduces or ends: why"),
  })
  .meta({ id: "WantedLine" });

const byArea = pageQuery.extend({
  area: areaCode.optional().describe("Only this area and its sub-areas; the caller's own area by default"),
});

/** Plans of allocations: drafted, published, objected to, decided. */
export const planEndpoints = {
  draftAllocationPlan: endpoint({
    operationId: "draftAllocationPlan",
    method: "POST",
    path: "/allocations/plans",
    summary:
      "Drafts a plan of allocations to existing dischargers, or of renewals; its lines follow. Freezes the rates in force at its first month.",
    roles: ["regulator"],
    body: z.object({
      kind: planKind,
      title: shortText.describe("Title of the plan"),
      documentNumber: documentReference,
      determinedOn: plainDate.describe("Day on which existing amounts are determined; what is newer goes by auction"),
      firstMonth: yearMonth
        .refine((month) => month <= lastFirstMonth, message(`不得晚于 ${lastFirstMonth}`, `no later than ${lastFirstMonth}`))
        .describe("First month of the term"),
      years: wholeNumber(1, defaults.term.mostYears, { zh: "年", en: "years" }).describe(
        `Years of the term, at most ${defaults.term.mostYears}`,
      ),
      rateTableId: id.describe("Table of rates"),
      firstShare: ratio.optional().describe(`Share of the fee that the first instalment takes; ${defaults.firstShare.value} by default`),
      instalments: z.int().describe("Number of instalments, a year apart; 1 is a lump sum"),
      announcedDays: wholeNumber(1, 365, days).optional().describe(`Days of public notice; ${defaults.announcedDays.value} by default`),
      paymentDays: wholeNumber(1, 365, days)
        .optional()
        .describe(`Days from the decision to pay the first instalment; ${defaults.paymentDays.value} by default`),
      graceDays: wholeNumber(0, 365, days)
        .optional()
        .describe(`Days after an instalment's deadline until its tonnes are frozen; ${defaults.graceDays.value} by default`),
      noticeDays: wholeNumber(1, 180, days)
        .optional()
        .describe(`Days before an instalment's deadline on which its payment notice is sent; ${defaults.noticeDays.value} by default`),
      paymentMode,
    }),
    creates: "/allocations/drafts/{planId}",
    response: plan,
    refusals: ["term-not-ahead", "rates-not-in-force", "instalments-invalid", "share-invalid", "share-too-low", "plan-outlives-term"],
  }),
  putAllocationLines: endpoint({
    operationId: "putAllocationLines",
    method: "PUT",
    path: "/allocations/plans/{planId}/lines",
    summary: `Adds up to ${mostLines} lines to a drafted plan, all or none; with \`replaces\`, lines of sites that it already has are replaced. All errors are listed at once.`,
    roles: ["regulator"],
    params: planParams,
    body: z.object({
      lines: z.array(line).min(1).max(mostLines).describe("Lines to add, one for each site"),
      replaces: z
        .boolean()
        .optional()
        .describe("Whether lines of sites that the plan already has are replaced; otherwise they are refused"),
    }),
    response: plan,
    refusals: ["plan-of-another-area", "wrong-state", "lines-refused", "page-too-large", "plan-too-wide"],
  }),
  removeAllocationLine: endpoint({
    operationId: "removeAllocationLine",
    method: "DELETE",
    path: "/allocations/plans/{planId}/lines/{siteId}",
    summary: "Takes a site out of a drafted plan.",
    roles: ["regulator"],
    params: planParams.extend({ siteId: id }),
    response: plan,
    refusals: ["plan-of-another-area", "wrong-state"],
  }),
  publishAllocationPlan: endpoint({
    operationId: "publishAllocationPlan",
    method: "POST",
    path: "/allocations/plans/{planId}/publication",
    summary: "Publishes a plan for its announced days: everybody may read it, units may object, and its lines are fixed.",
    roles: ["regulator"],
    params: planParams,
    body: z.object({}),
    response: plan,
    refusals: ["plan-of-another-area", "wrong-state", "plan-empty", "term-not-ahead", "no-headroom"],
  }),
  objectToAllocation: endpoint({
    operationId: "objectToAllocation",
    method: "POST",
    path: "/allocations/plans/{planId}/objections",
    summary:
      "Objects to a published plan, once about each site: a site of the plan, or an own site that it lacks. The plan waits for the bureau's answer.",
    roles: ["enterprise"],
    params: planParams,
    body: z.object({
      siteId: id.describe("Site of the plan, or own site that the plan lacks"),
      grounds: shortText.describe("What is wrong with the plan, and why"),
    }),
    response: objection,
    refusals: ["not-in-objection-window", "objection-exists"],
  }),
  answerObjection: endpoint({
    operationId: "answerObjection",
    method: "POST",
    path: "/allocations/plans/{planId}/objections/{objectionId}/answer",
    summary: "Answers an objection with its reason: upheld, with the new amounts of the line where they change, or dismissed.",
    roles: ["regulator"],
    params: planParams.extend({ objectionId: id.max(170) }),
    body: z.object({
      upheld: z.boolean().describe("Whether the objection is upheld"),
      reason: reasonGiven,
      amounts: amounts.min(1).optional().describe("New tonnes a year of the line that the objection is about; only where it is upheld"),
    }),
    response: objection,
    refusals: [
      ...(["plan-of-another-area", "wrong-state", "objection-answered", "amounts-not-wanted", "objection-about-no-line"] as const),
      ...(["lines-refused", "plan-too-wide"] as const),
    ],
  }),
  decideAllocationPlan: endpoint({
    operationId: "decideAllocationPlan",
    method: "POST",
    path: "/allocations/plans/{planId}/decision",
    summary:
      "Approves or rejects a published plan whose window has ended and whose objections are answered. Approval moves every tonne from the caps to the account of the plan, or is refused whole.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: planParams,
    body: z.object({
      approved: z.boolean().describe("Whether the plan is approved"),
      documentNumber: documentReference.describe("Document of the decision"),
      reason: reasonGiven,
    }),
    response: plan,
    refusals: [
      ...(["plan-of-another-area", "wrong-state", "objection-window-open", "objections-open"] as const),
      ...(["plan-outlives-term", "term-over-for-plan", "no-headroom"] as const),
    ],
  }),
  withdrawAllocationPlan: endpoint({
    operationId: "withdrawAllocationPlan",
    method: "POST",
    path: "/allocations/plans/{planId}/withdrawal",
    summary: "Withdraws a plan that is not decided.",
    roles: ["regulator"],
    params: planParams,
    body: z.object({ reason: reasonGiven }),
    response: plan,
    refusals: ["plan-of-another-area", "wrong-state"],
  }),
  listAllocationPlans: endpoint({
    operationId: "listAllocationPlans",
    method: "GET",
    path: "/allocations/plans",
    summary: "Lists published plans, newest first; may lag by a second.",
    roles: ["public"],
    query: pageQuery,
    response: pageOf(plan),
    refusals: [],
  }),
  readAllocationPlan: endpoint({
    operationId: "readAllocationPlan",
    method: "GET",
    path: "/allocations/plans/{planId}",
    summary: "Reads a plan that was published.",
    roles: ["public"],
    params: planParams,
    response: plan,
    refusals: [],
  }),
  listAllocationLines: endpoint({
    operationId: "listAllocationLines",
    method: "GET",
    path: "/allocations/plans/{planId}/lines",
    summary: "Lists the lines of a plan that was published, by site.",
    roles: ["public"],
    params: planParams,
    query: pageQuery,
    response: pageOf(planLine),
    refusals: [],
  }),
  listObjections: endpoint({
    operationId: "listObjections",
    method: "GET",
    path: "/allocations/plans/{planId}/objections",
    summary: "Lists the objections to a plan, by site: authorities of its area see all, enterprises their own.",
    roles: ["enterprise", "regulator", "district", "operator"],
    params: planParams,
    query: pageQuery,
    response: pageOf(objection),
    refusals: [],
  }),
  listAreaPlans: endpoint({
    operationId: "listAreaPlans",
    method: "GET",
    path: "/allocations/drafts",
    summary: "Lists the plans of an area, drafts too, newest first in each area.",
    roles: ["regulator", "district", "operator"],
    query: byArea,
    response: pageOf(plan),
    refusals: [],
  }),
  readAreaPlan: endpoint({
    operationId: "readAreaPlan",
    method: "GET",
    path: "/allocations/drafts/{planId}",
    summary: "Reads a plan of the caller's area, drafted or published.",
    roles: ["regulator", "district", "operator"],
    params: planParams,
    response: plan,
    refusals: [],
  }),
  listAreaPlanLines: endpoint({
    operationId: "listAreaPlanLines",
    method: "GET",
    path: "/allocations/drafts/{planId}/lines",
    summary: "Lists the lines of a plan of the caller's area, drafted or published, by site.",
    roles: ["regulator", "district", "operator"],
    params: planParams,
    query: pageQuery,
    response: pageOf(planLine),
    refusals: [],
  }),
  listAllocations: endpoint({
    operationId: "listAllocations",
    method: "GET",
    path: "/allocations",
    summary: "Lists the caller's allocations with their payments, newest first, from the publication of their plans on.",
    roles: ["enterprise"],
    query: pageQuery,
    response: pageOf(allocation),
    refusals: [],
  }),
  readAllocation: endpoint({
    operationId: "readAllocation",
    method: "GET",
    path: "/allocations/{allocationId}",
    summary:
      "Reads an allocation with its payments: enterprises see their own, authorities those of their area, from the publication of the plan on.",
    roles: ["enterprise", "regulator", "district", "operator"],
    params: z.object({ allocationId: id.max(170) }),
    response: allocation,
    refusals: [],
  }),
} as const;
