import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { message } from "../../../shared/kernel/message.ts";
import { documentReference, id, pageOf, pageQuery, reasonGiven, shortText } from "../../../shared/kernel/schemas.ts";
import { evidenceNamed } from "../reports/shapes.ts";
import { findingBody, lineChange, listedVerification, reverificationState, verification } from "./shapes.ts";

const ofReport = z.object({ reportId: id.describe("Report: `<partyId>.<year>`") });
const ofFinding = ofReport.extend({
  number: z
    .string()
    .regex(/^[1-9][0-9]?$/, message("须为不符合项的编号", "the number of a non-conformity"))
    .describe("Number of the non-conformity"),
});
const at = "/carbon/verifications/{reportId}";

/** The endpoints of verification. */
export const verificationEndpoints = {
  assignVerifier: endpoint({
    operationId: "assignVerifier",
    method: "PUT",
    path: `${at}/verifier`,
    summary: "Assigns a screened report to a verifier that has no ties to its entity, by two persons of the bureau.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: ofReport,
    body: z.object({ verifierId: id.describe("Verifier, a member"), documentNumber: documentReference }),
    response: verification,
    refusals: ["wrong-state", "not-a-verifier", "verifier-tied"],
  }),
  withdrawAssignment: endpoint({
    operationId: "withdrawAssignment",
    method: "POST",
    path: `${at}/withdrawal`,
    summary: "Withdraws an assignment that is not concluded: open non-conformities are dropped, and the verifier sees nothing any more.",
    roles: ["regulator"],
    params: ofReport,
    body: z.object({ reason: reasonGiven }),
    response: verification,
    refusals: ["wrong-state"],
  }),
  listVerifications: endpoint({
    operationId: "listVerifications",
    method: "GET",
    path: "/carbon/verifications",
    summary: "Lists verifications: a verifier those it is assigned to, the latest first; authorities those of their area.",
    roles: ["verifier", "district", "regulator"],
    query: pageQuery.extend({
      area: areaCode.optional().describe("Only this area and its sub-areas; the caller's own area by default"),
      reverification: reverificationState.optional().describe("Only those with a request for re-verification in this state"),
    }),
    response: pageOf(listedVerification),
    refusals: [],
  }),
  readVerification: endpoint({
    operationId: "readVerification",
    method: "GET",
    path: at,
    summary:
      "Reads the verification of a report with its non-conformities: its entity, the authorities of its area, and the verifier that it is assigned to.",
    roles: ["enterprise", "verifier", "district", "regulator"],
    params: ofReport,
    response: verification,
    refusals: [],
  }),
  beginVerification: endpoint({
    operationId: "beginVerification",
    method: "POST",
    path: `${at}/beginning`,
    summary: "The verifier begins with a report that was assigned to it.",
    roles: ["verifier"],
    params: ofReport,
    response: verification,
    refusals: ["wrong-state"],
  }),
  raiseNonConformity: endpoint({
    operationId: "raiseNonConformity",
    method: "POST",
    path: `${at}/findings`,
    summary:
      "Raises a non-conformity about a line or the whole report; its entity answers within the working days of the rules, or the figure stated here is set.",
    roles: ["verifier"],
    params: ofReport,
    body: z.object(findingBody),
    response: verification,
    refusals: ["wrong-state", "line-unknown", "conservative-too-low", "too-many-findings"],
  }),
  answerNonConformity: endpoint({
    operationId: "answerNonConformity",
    method: "POST",
    path: `${at}/findings/{number}/answer`,
    summary: "The entity answers a non-conformity, with documents that it uploaded.",
    roles: ["enterprise"],
    params: ofFinding,
    body: z.object({
      text: shortText.describe("The answer"),
      evidence: z.array(evidenceNamed).max(5).default([]).describe("Documents that support it: answers are kept and shown together"),
    }),
    response: verification,
    refusals: ["wrong-state", "answer-late", "evidence-not-uploaded"],
  }),
  closeNonConformity: endpoint({
    operationId: "closeNonConformity",
    method: "POST",
    path: `${at}/findings/{number}/closing`,
    summary: "The verifier closes an answered non-conformity, or asks again, which begins another round.",
    roles: ["verifier"],
    params: ofFinding,
    body: z.object({
      closed: z.boolean().describe("Whether the answer settles it"),
      text: shortText.describe("Why it is settled, or what is asked now"),
    }),
    response: verification,
    refusals: ["wrong-state"],
  }),
  concludeVerification: endpoint({
    operationId: "concludeVerification",
    method: "POST",
    path: `${at}/conclusion`,
    summary:
      "Concludes a verification without open non-conformities: the verified figures follow from the lines that changed, and the entity is told at once.",
    roles: ["verifier"],
    params: ofReport,
    body: z.object({
      opinion: shortText.describe("What the verifier concludes"),
      changes: z.array(lineChange).max(60).default([]).describe("Lines whose figures differ from what was reported, each once"),
    }),
    response: verification,
    refusals: ["wrong-state", "line-unknown", "conservative-stands"],
  }),
  respondToVerification: endpoint({
    operationId: "respondToVerification",
    method: "POST",
    path: `${at}/response`,
    summary:
      "The entity agrees with the verified figures, so that they can be accepted before its days to respond are over, or asks for re-verification with a reason.",
    roles: ["enterprise"],
    secondPerson: { choice: "carbon" },
    params: ofReport,
    body: z.object({
      agreed: z.boolean().describe("Whether it agrees; otherwise it asks for re-verification"),
      reason: reasonGiven.optional(),
    }),
    response: verification,
    refusals: ["wrong-state", "response-late", "response-given", "decision-needs-reason"],
  }),
  decideReverification: endpoint({
    operationId: "decideReverification",
    method: "POST",
    path: `${at}/reverification`,
    summary: "Grants a re-verification, for which another verifier is assigned, or refuses it with a reason; by two persons of the bureau.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: ofReport,
    body: z.object({
      granted: z.boolean().describe("Whether another verifier looks at the report"),
      verifierId: id.optional().describe("The other verifier, where it is granted"),
      reason: reasonGiven,
      documentNumber: documentReference,
    }),
    response: verification,
    refusals: ["wrong-state", "no-request", "verifier-needed", "not-a-verifier", "verifier-tied", "own-work"],
  }),
} as const;
