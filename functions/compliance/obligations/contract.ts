import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { count, id, pageOf, pageQuery, pathYear } from "../../../shared/kernel/schemas.ts";
import { obligation, obligationChange, obligationState, rebuiltObligation, siteCoverage, statedObligation } from "./shapes.ts";

const ofObligation = z.object({ obligationId: id });
const readers = ["enterprise", "regulator", "district", "operator"] as const;

/** The endpoints of obligations. */
export const obligationEndpoints = {
  listObligations: endpoint({
    operationId: "listObligations",
    method: "GET",
    path: "/compliance/obligations",
    summary: "Lists obligations by year and state: enterprises see their own, authorities those of their area.",
    roles: readers,
    query: pageQuery.extend({
      area: areaCode.optional().describe("For authorities: only this area and its sub-areas; their own area by default"),
      year: pathYear.optional().describe("Only this year; with a state and no year, the current one"),
      state: obligationState.optional().describe("Only those in this state"),
    }),
    response: pageOf(obligation),
    refusals: [],
  }),
  readObligation: endpoint({
    operationId: "readObligation",
    method: "GET",
    path: "/compliance/obligations/{obligationId}",
    summary: "Reads an obligation: enterprises their own, authorities those of their area.",
    roles: readers,
    params: ofObligation,
    response: obligation,
    refusals: [],
  }),
  listObligationChanges: endpoint({
    operationId: "listObligationChanges",
    method: "GET",
    path: "/compliance/obligations/{obligationId}/history",
    summary: "Lists what changed an obligation, from what to what, in the order in which the facts happened.",
    roles: readers,
    params: ofObligation,
    query: pageQuery,
    response: pageOf(obligationChange),
    refusals: [],
  }),
  readSiteCoverage: endpoint({
    operationId: "readSiteCoverage",
    method: "GET",
    path: "/compliance/sites/{siteId}/coverage/{year}",
    summary: "Reads whether the permits of a site cover what it discharged in a year, by pollutant.",
    roles: readers,
    params: z.object({ siteId: id, year: pathYear }),
    response: siteCoverage,
    refusals: [],
  }),
  rebuildObligation: endpoint({
    operationId: "rebuildObligation",
    method: "POST",
    path: "/compliance/obligations/{obligationId}/rebuild",
    summary: "Computes an obligation again from the facts themselves, says whether it was the same, and keeps what it should be.",
    roles: ["operator"],
    params: ofObligation,
    response: rebuiltObligation,
    refusals: [],
  }),
} as const;

/** Facts about obligations; members are told of each. */
export const obligationFacts = {
  gapFound: factSchema(
    "compliance-gap-found",
    1,
    statedObligation,
    "What is held does not cover what a site discharged or an entity emitted.",
  ),
  gapClosed: factSchema("compliance-gap-closed", 1, statedObligation, "An obligation that was short or overdue is covered or met."),
  gapWithdrawn: factSchema(
    "compliance-gap-withdrawn",
    1,
    statedObligation,
    "What an obligation that was short or overdue asks for is not known any more: what said so was taken back.",
  ),
  deadlineAhead: factSchema(
    "compliance-deadline-ahead",
    1,
    statedObligation.extend({ days: count.describe("Days that were left at most") }),
    "An obligation is short, and its deadline is near.",
  ),
  obligationOverdue: factSchema("compliance-overdue", 1, statedObligation, "The deadline of an obligation passed, and it is not covered."),
};
