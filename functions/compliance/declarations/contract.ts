import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { field } from "../../../shared/kernel/fields.ts";
import { documentReference, id, pageOf, pageQuery, reasonGiven } from "../../../shared/kernel/schemas.ts";
import { pollutantCode } from "../../../shared/permits/pools.ts";
import { declaration, declarationState, declared, yearOfDeclaration } from "./shapes.ts";

const ofDeclaration = z.object({ declarationId: id });
const readers = ["enterprise", "regulator", "district", "operator"] as const;

/** The endpoints of declarations of discharges. */
export const declarationEndpoints = {
  draftDeclaration: endpoint({
    operationId: "draftDeclaration",
    method: "POST",
    path: "/compliance/declarations",
    summary:
      "Drafts what a site of the caller discharged of a pollutant in a year, as monitored, bad days included; a later version names the accepted one that it corrects.",
    roles: ["enterprise"],
    body: z.object({
      siteId: id,
      pollutant: pollutantCode,
      year: yearOfDeclaration,
      ...declared,
      corrects: id.optional().describe("Accepted version that this one corrects; required if there is one"),
      correctionReason: reasonGiven.optional().describe("Why; required with `corrects`"),
    }),
    creates: "/compliance/declarations/{declarationId}",
    response: declaration,
    refusals: ["year-not-begun", "above-limit-part-too-large", "declaration-open", "correction-differs", "declaration-needs-reason"],
  }),
  changeDeclaration: endpoint({
    operationId: "changeDeclaration",
    method: "PUT",
    path: "/compliance/declarations/{declarationId}",
    summary: "Changes a draft, or one that the bureau has returned, which is a draft again.",
    roles: ["enterprise"],
    params: ofDeclaration,
    body: z.object(declared),
    response: declaration,
    refusals: ["above-limit-part-too-large", "wrong-state"],
  }),
  submitDeclaration: endpoint({
    operationId: "submitDeclaration",
    method: "POST",
    path: "/compliance/declarations/{declarationId}/submission",
    summary: "Submits a draft to the bureau.",
    roles: ["enterprise"],
    params: ofDeclaration,
    response: declaration,
    refusals: ["wrong-state"],
  }),
  decideDeclaration: endpoint({
    operationId: "decideDeclaration",
    method: "POST",
    path: "/compliance/declarations/{declarationId}/decision",
    summary: "Accepts a submitted declaration, which takes the place of the version that it corrects, or returns it with a reason.",
    roles: ["regulator"],
    params: ofDeclaration,
    body: z.object({
      accepted: z.boolean().describe("Whether it is accepted; otherwise it is returned"),
      reason: reasonGiven.optional().describe("Why it is returned; required then"),
      documentNumber: documentReference,
    }),
    response: declaration,
    refusals: ["wrong-state", "own-work", "return-needs-reason"],
  }),
  reverseDeclaration: endpoint({
    operationId: "reverseDeclaration",
    method: "POST",
    path: "/compliance/declarations/{declarationId}/reversal",
    summary:
      "Takes the acceptance of a declaration back, with a reason: what was declared is unknown again until another version is accepted.",
    roles: ["regulator"],
    params: ofDeclaration,
    body: z.object({ reason: reasonGiven, documentNumber: documentReference }),
    response: declaration,
    refusals: ["wrong-state", "own-work"],
  }),
  readDeclaration: endpoint({
    operationId: "readDeclaration",
    method: "GET",
    path: "/compliance/declarations/{declarationId}",
    summary: "Reads a version of a declaration: enterprises their own, authorities those of their area.",
    roles: readers,
    params: ofDeclaration,
    response: declaration,
    refusals: [],
  }),
  listDeclarations: endpoint({
    operationId: "listDeclarations",
    method: "GET",
    path: "/compliance/declarations",
    summary:
      "Lists versions of declarations, the latest year first: enterprises see their own, authorities those of their area in one state.",
    roles: readers,
    query: pageQuery.extend({
      area: areaCode.optional().describe("Only this area and its sub-areas; the authority's own area by default"),
      state: declarationState.default("submitted").describe("For authorities: those in this state; submitted ones by default"),
    }),
    response: pageOf(declaration),
    refusals: [],
  }),
} as const;

const stated = declaration.omit({ state: true, decision: true, documentNumber: true, changedAt: true, evidence: true });

/** Facts about declarations; what a site needs of a pollutant follows from those that are accepted and not reversed. */
export const declarationFacts = {
  dischargeDeclared: factSchema(
    "discharge-declared",
    1,
    stated,
    "A member submitted what its site discharged in a year; the bureau decides on it.",
  ),
  dischargeAccepted: factSchema(
    "discharge-accepted",
    1,
    stated.extend({ documentNumber: field.documentNumber }),
    "The bureau accepted what a site discharged of a pollutant in a year; it replaces the accepted version that it corrects.",
  ),
  dischargeReturned: factSchema(
    "discharge-returned",
    1,
    stated.extend({ reason: field.reason, documentNumber: field.documentNumber }),
    "The bureau returned a declaration of discharges to its member, with a reason.",
  ),
  dischargeReversed: factSchema(
    "discharge-reversed",
    1,
    stated.extend({ reason: field.reason, documentNumber: field.documentNumber }),
    "The bureau took its acceptance of a declaration of discharges back.",
  ),
};
