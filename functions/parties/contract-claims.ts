import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { field, instantOut } from "../../shared/kernel/fields.ts";
import { legalName } from "../../shared/kernel/legal-name.ts";
import {
  component,
  documentReference,
  id,
  pageOf,
  pageQuery,
  reasonGiven,
  sha256Hex,
  shortText,
  words,
} from "../../shared/kernel/schemas.ts";
import { partiesLifecycles } from "./lifecycles.ts";

/** What a registration claims for its party alone. */
export const claimKinds = ["credit-code", "licence"] as const;

const claimKind = words("ClaimKind", claimKinds, "What is in dispute");
/** States of a dispute. */
export const disputeStates = partiesLifecycles.dispute.states;
const disputeState = words(
  "DisputeState",
  disputeStates,
  "State of a dispute; while it is open, the registration stays as it is, and an applicant is admitted on a document only",
);

const claimed = {
  disputeId: z.string().describe("Dispute"),
  kind: claimKind,
  number: z.string().describe("Credit code or licence number in dispute"),
  partyId: z.string().describe("Party that registered it"),
  claimantName: z.string().describe("Legal entity that claims it"),
};
const dispute = component("Dispute", {
  ...claimed,
  siteId: z.string().optional().describe("Site registered under the licence in dispute"),
  reason: z.string().describe("Why the claimant says it is its own"),
  documentNumber: z.string().describe("Document that the claimant relies on"),
  documentSha256: sha256Hex.describe("SHA-256 of that document"),
  openedAt: instantOut("When it was opened"),
  state: disputeState,
  decision: z
    .object({
      documentNumber: z.string().describe("Document of the decision"),
      reason: field.reason,
      decidedAt: instantOut("When it was decided"),
    })
    .optional()
    .describe("The operator's decision; absent while it is open"),
});

const evidence = {
  reason: reasonGiven,
  documentNumber: documentReference.describe("Number of the document that shows whose it is: business licence or discharge licence"),
  documentSha256: sha256Hex,
};
const disputeParams = z.object({ partyId: id, disputeId: id });

/** The endpoints about disputed registrations. */
export const claimEndpoints = {
  disputeCreditCode: endpoint({
    operationId: "disputeCreditCode",
    method: "POST",
    path: "/parties/disputes/credit-codes",
    summary: "Disputes the registration of a credit code by somebody else; the operator decides.",
    roles: ["person"],
    body: z.object({
      creditCode: z.string().min(1).max(40).describe("Unified social credit code that somebody else registered"),
      claimantName: legalName.describe("Legal entity that the code belongs to, for which the caller acts"),
      ...evidence,
    }),
    creates: "/parties/{partyId}/disputes/{disputeId}",
    response: dispute,
    refusals: ["credit-code-invalid", "not-registered", "own-registration", "not-disputable", "dispute-open"],
  }),
  disputeLicence: endpoint({
    operationId: "disputeLicence",
    method: "POST",
    path: "/parties/disputes/licences",
    summary: "Disputes the registration of a discharge licence by another enterprise; the operator decides.",
    roles: ["enterprise"],
    body: z.object({
      licenceNumber: shortText.max(40).describe("Number of the discharge licence that another enterprise registered"),
      ...evidence,
    }),
    creates: "/parties/{partyId}/disputes/{disputeId}",
    response: dispute,
    refusals: ["not-registered", "own-registration", "dispute-open"],
  }),
  listDisputes: endpoint({
    operationId: "listDisputes",
    method: "GET",
    path: "/parties/disputes",
    summary: "Lists disputes, oldest first: those that wait for a decision, or those decided.",
    roles: ["operator"],
    query: pageQuery.extend({ decided: z.enum(["true", "false"]).default("false").describe("Whether to list those decided") }),
    response: pageOf(dispute),
    refusals: [],
  }),
  readDispute: endpoint({
    operationId: "readDispute",
    method: "GET",
    path: "/parties/{partyId}/disputes/{disputeId}",
    summary: "Reads a dispute, as its claimant, as the party that registered, or as the operator.",
    roles: ["person"],
    params: disputeParams,
    response: dispute,
    refusals: [],
  }),
  decideDispute: endpoint({
    operationId: "decideDispute",
    method: "POST",
    path: "/parties/{partyId}/disputes/{disputeId}/decision",
    summary:
      "Decides a dispute: upheld, the registration is withdrawn or the licence moves to the claimant; dismissed, all stays as it is.",
    roles: ["operator"],
    params: disputeParams,
    body: z.object({
      upheld: z.boolean().describe("Whether the claimant is right"),
      documentNumber: documentReference,
      reason: reasonGiven,
    }),
    response: dispute,
    refusals: ["dispute-decided", "not-held-any-more"],
  }),
} as const;

/** Facts about disputed registrations. The subject of a claimant without a party is in `parties` and `actor` only. */
export const claimFacts = {
  claimDisputed: factSchema(
    "claim-disputed",
    1,
    z.object({ ...claimed, reason: field.reason, documentNumber: field.documentNumber }),
    "Somebody disputed the registration of a credit code or licence; the registration stays as it is until the decision.",
  ),
  claimDecided: factSchema(
    "claim-decided",
    1,
    z.object({
      ...claimed,
      outcome: disputeState
        .exclude(["open"])
        .describe("upheld: the party's registration is withdrawn, or its site has lost the licence; or dismissed"),
      reason: field.reason,
      documentNumber: field.documentNumber,
    }),
    "The operator decided a dispute about a registration.",
  ),
};
