import * as z from "zod";
import { positiveWholeTonnes } from "../../../shared/carbon/quantities.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { documentReference, id, pageOf, pageQuery, reasonGiven, shortText, wholeNumber } from "../../../shared/kernel/schemas.ts";
import { instrumentName } from "../../../shared/ledger/instrument.ts";
import { wantedBasis } from "./contract-plans.ts";
import { allowanceAllocation, allowanceLine, allowanceObjection } from "./shapes.ts";
import { finalKind } from "./vocabulary.ts";

const allocationParams = z.object({ allocationId: id.max(170) });
const { outputs } = wantedBasis;
const ofPlan = ["allowance-plan-of-another-area", "wrong-state"] as const;
const ofFigure = ["sector-not-in-plan", "basis-not-of-method", "product-not-in-plan", "days-beyond-year"] as const;

/** What entities get under a plan that is in force. */
export const allocationEndpoints = {
  admitNewEntrant: endpoint({
    operationId: "admitNewEntrant",
    method: "POST",
    path: "/carbon/allowance-plans/{planId}/entrants",
    summary: "Takes a new entrant into a plan in force and allocates what it is entitled to out of the plan's reserve.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: z.object({ planId: id }),
    body: z.object({
      partyId: id.describe("Entity of the plan's market and year"),
      ...wantedBasis,
      documentNumber: documentReference,
      reason: reasonGiven,
    }),
    response: allowanceLine,
    refusals: [...ofPlan, "entity-in-plan", "not-an-entity", "entity-of-another-area", ...ofFigure, "plan-total-exceeded", "vintage-over"],
  }),
  allocateAllowances: endpoint({
    operationId: "allocateAllowances",
    method: "POST",
    path: "/carbon/allowances/{allocationId}/allocations",
    summary:
      "Allocates finally once a report of the year is accepted or its emissions are determined, or on closure for the days until then. What an entity lacks is issued; what it has too much is taken back as far as it is free, and the rest is added to what it has to surrender.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: allocationParams,
    body: z.object({
      kind: finalKind,
      productionDays: wholeNumber(0, 366, { zh: "天", en: "days" })
        .optional()
        .describe("Days of production as verified, or until it closed; those of the plan by default"),
      outputs: outputs.describe("Output as verified, or until it closed; that of the plan by default"),
      documentNumber: documentReference,
      reason: reasonGiven,
    }),
    response: allowanceLine,
    refusals: [
      ...ofPlan,
      "report-not-accepted",
      "output-unit-differs",
      "objection-open",
      ...ofFigure,
      "plan-total-exceeded",
      "vintage-over",
    ],
  }),
  carryOverAllowances: endpoint({
    operationId: "carryOverAllowances",
    method: "POST",
    path: "/carbon/allowances/{allocationId}/carry-overs",
    summary: "Converts free allowances of an earlier vintage into those of the allocation's plan, within the limit that the plan states.",
    roles: ["enterprise"],
    secondPerson: { choice: "carbon" },
    params: allocationParams,
    body: z.object({
      instrument: instrumentName.describe("Allowances of the earlier vintage"),
      tonnes: positiveWholeTonnes.describe("Whole tonnes to convert"),
    }),
    response: allowanceLine,
    refusals: ["wrong-state", "carry-over-not-offered", "carry-over-exceeded", "allowances-not-free", "vintage-over"],
  }),
  objectToAllowances: endpoint({
    operationId: "objectToAllowances",
    method: "POST",
    path: "/carbon/allowances/{allocationId}/objections",
    summary: "Objects to what a published plan gives, or to an allocation, within the plan's working days.",
    roles: ["enterprise"],
    params: allocationParams,
    body: z.object({ grounds: shortText.describe("What is wrong with the allocation, and why") }),
    response: allowanceAllocation,
    refusals: ["not-in-allowance-window", "objection-open"],
  }),
  answerAllowanceObjection: endpoint({
    operationId: "answerAllowanceObjection",
    method: "POST",
    path: "/carbon/allowances/{allocationId}/objections/{objectionId}/answer",
    summary:
      "Answers an objection: dismissed, or upheld with what the figure is computed from instead. An allocation that was made is settled again at once.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: allocationParams.extend({ objectionId: id.max(4) }),
    body: z.object({
      upheld: z.boolean().describe("Whether the objection is upheld"),
      reason: reasonGiven,
      ...wantedBasis,
    }),
    response: allowanceObjection,
    refusals: [
      ...ofPlan,
      "allowance-objection-answered",
      "basis-not-wanted",
      ...ofFigure,
      "report-not-accepted",
      "plan-total-exceeded",
      "vintage-over",
    ],
  }),
  listAllowances: endpoint({
    operationId: "listAllowances",
    method: "GET",
    path: "/carbon/allowances",
    summary: "Lists the caller's allocations, newest first, from the publication of their plans on; may lag by a second.",
    roles: ["enterprise"],
    query: pageQuery,
    response: pageOf(allowanceLine),
    refusals: [],
  }),
  readAllowance: endpoint({
    operationId: "readAllowance",
    method: "GET",
    path: "/carbon/allowances/{allocationId}",
    summary: "Reads an allocation with its objections: enterprises see their own from its publication on, authorities those of their area.",
    roles: ["enterprise", "regulator", "district", "operator"],
    params: allocationParams,
    response: allowanceAllocation,
    refusals: [],
  }),
} as const;
