import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { field, instantOut } from "../../shared/kernel/fields.ts";
import { component, id, pageOf, pageQuery, reasonGiven, sha256Hex, shortText, words } from "../../shared/kernel/schemas.ts";
import { auctionsLifecycles } from "./lifecycles.ts";
import { auctionField, auctionParams } from "./shapes.ts";

/** An objection to the result of an auction. */
export const auctionObjection = component("AuctionObjection", {
  auctionId: auctionField.auctionId,
  partyId: field.partyId,
  partyName: field.partyName,
  grounds: z.string().describe("What is wrong with the result, and why"),
  evidenceSha256: sha256Hex.optional().describe("SHA-256 of the document handed in with it"),
  state: words("AuctionObjectionState", auctionsLifecycles.objection.states, "State of the objection"),
  raisedAt: instantOut("When it was raised"),
  answer: field.reason.optional().describe("Answer with its reason; absent until it is answered"),
  documentNumber: field.documentNumber.optional(),
  answeredAt: instantOut("When it was answered").optional(),
});

/** Objections to results. */
export const objectionEndpoints = {
  objectToResult: endpoint({
    operationId: "objectToResult",
    method: "POST",
    path: "/auctions/{auctionId}/objections",
    summary: "Objects to the result of an auction in which the caller was enrolled, once, within the working days that its terms give.",
    roles: ["enterprise"],
    params: auctionParams,
    body: z.object({
      grounds: shortText.describe("What is wrong with the result, and why"),
      evidenceSha256: sha256Hex.optional().describe("SHA-256 of the document handed in with it"),
    }),
    response: auctionObjection,
    refusals: ["not-ended", "not-enrolled", "result-objections-closed", "result-objection-exists"],
  }),
  answerResultObjection: endpoint({
    operationId: "answerResultObjection",
    method: "POST",
    path: "/auctions/{auctionId}/objections/{partyId}/answer",
    summary:
      "Answers an objection to a result: upheld or dismissed, with the reason and the document. What follows from it is decided apart.",
    roles: ["operator"],
    secondPerson: { always: ["operator"] },
    params: auctionParams.extend({ partyId: id }),
    body: z.object({
      upheld: z.boolean().describe("Whether the objection is upheld"),
      reason: reasonGiven,
      documentNumber: shortText.describe("Document of the answer"),
    }),
    response: auctionObjection,
    refusals: ["result-objection-answered"],
  }),
  listResultObjections: endpoint({
    operationId: "listResultObjections",
    method: "GET",
    path: "/auctions/{auctionId}/objections",
    summary: "Lists the objections to a result: the operator and the authorities of the pool all, enterprises their own.",
    roles: ["enterprise", "operator", "regulator"],
    params: auctionParams,
    query: pageQuery,
    response: pageOf(auctionObjection),
    refusals: [],
  }),
} as const;
