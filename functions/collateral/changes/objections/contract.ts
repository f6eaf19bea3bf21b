import * as z from "zod";
import { endpoint } from "../../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../../shared/kernel/fact.ts";
import { dayOut, field, instantOut } from "../../../../shared/kernel/fields.ts";
import {
  component,
  documentReference,
  id,
  pageOf,
  pageQuery,
  plainDate,
  reasonGiven,
  sha256Hex,
  shortText,
} from "../../../../shared/kernel/schemas.ts";
import { pledgePath, pledgeReaders } from "../../pledges/endpoint-parts.ts";
import { changedPositions, pledgeIdOut, pledgeParams, pledgeRead, pledgeStated } from "../../pledges/shapes.ts";
import { objectionState } from "./shapes.ts";

const objectionPath = "/collateral/objections/{objectionId}" as const;
const params = z.object({ objectionId: id.describe("Objection") });
const objectors = ["enterprise", "bank"] as const;
const byAuthority = { roles: ["regulator", "operator"], secondPerson: { always: ["regulator", "operator"] } } as const;
const judgment = {
  court: shortText.max(100).describe("Court"),
  caseNumber: shortText.max(100).describe("Number of the court's case"),
  documentNumber: documentReference,
  documentSha256: sha256Hex.describe("SHA-256 of the judgment"),
  reason: reasonGiven,
} as const;

const stated = {
  objectionId: z.string().describe("Objection"),
  pledgeId: pledgeIdOut,
  state: objectionState,
  registrationNumber: z.string().describe("Number of the registration here"),
  bankName: field.partyName,
  pledgorName: field.partyName,
  objectorId: field.partyId.describe("Who objects"),
  objectorName: field.partyName,
  reason: field.reason,
  noticeBy: instantOut("First instant at which it is removed unless the bank is notified"),
  suitProofBy: instantOut("First instant at which it is removed unless proof of a suit is filed"),
} as const;

/** An objection, as it is read. */
export const objectionRead = component("PledgeObjection", {
  ...stated,
  documentSha256: sha256Hex.describe("SHA-256 of what the objector rests on"),
  enteredAt: instantOut("When it was entered"),
  notifiedOn: dayOut("Day on which the bank was notified").optional(),
  court: z.string().optional().describe("Court of the suit"),
  caseNumber: z.string().optional().describe("Number of the court's case"),
  endedAt: instantOut("When it ended").optional(),
  judgmentNumber: z.string().optional().describe("Number of the judgment"),
  version: z.int().min(1).describe("Version"),
});

/** The endpoints of objections. */
export const objectionEndpoints = {
  objectToPledge: endpoint({
    operationId: "objectToPledge",
    method: "POST",
    path: "/collateral/objections",
    summary: "Objects to a registration as its pledgor, its debtor or another member with an interest; searches show it from now on.",
    roles: objectors,
    body: z.object({
      registrationNumber: shortText.max(60).describe("Number of the registration here"),
      reason: reasonGiven,
      documentSha256: sha256Hex.describe("SHA-256 of what the objection rests on"),
    }),
    creates: objectionPath,
    response: objectionRead,
    refusals: ["registration-unknown", "own-registration", "objection-stands", "too-many-objections", "wrong-state"],
  }),
  notifyPledgeObjection: endpoint({
    operationId: "notifyPledgeObjection",
    method: "POST",
    path: `${objectionPath}/notice`,
    summary: "Records that the objector notified the bank: within seven days of the objection, else it is removed.",
    roles: objectors,
    params,
    body: z.object({
      notifiedOn: plainDate.describe("Day on which the bank was notified; not before the objection, not after today"),
      noticeSha256: sha256Hex.describe("SHA-256 of the proof of the notice"),
    }),
    response: objectionRead,
    refusals: ["wrong-state", "objection-too-late", "day-out-of-order"],
  }),
  provePledgeSuit: endpoint({
    operationId: "provePledgeSuit",
    method: "POST",
    path: `${objectionPath}/suit`,
    summary: "Files the proof that a suit was accepted: within thirty days of the objection, else it is removed.",
    roles: objectors,
    params,
    body: z.object({
      court: judgment.court,
      caseNumber: judgment.caseNumber,
      suitProofSha256: sha256Hex.describe("SHA-256 of the court's notice of acceptance"),
    }),
    response: objectionRead,
    refusals: ["wrong-state", "objection-too-late"],
  }),
  withdrawPledgeObjection: endpoint({
    operationId: "withdrawPledgeObjection",
    method: "POST",
    path: `${objectionPath}/withdrawal`,
    summary: "Withdraws an objection.",
    roles: objectors,
    params,
    response: objectionRead,
    refusals: ["wrong-state"],
  }),
  dismissPledgeObjection: endpoint({
    ...byAuthority,
    operationId: "dismissPledgeObjection",
    method: "POST",
    path: `${objectionPath}/dismissal`,
    summary: "Enters a judgment that dismisses an objection: the registration stands.",
    params,
    body: z.object(judgment),
    response: objectionRead,
    refusals: ["wrong-state"],
  }),
  revokePledge: endpoint({
    ...byAuthority,
    operationId: "revokePledge",
    method: "POST",
    path: `${pledgePath}/revocation`,
    summary:
      "Enters a judgment that revokes a registration: what it held alone is free, others and freezes stay, and objections are upheld.",
    params: pledgeParams,
    body: z.object(judgment),
    response: pledgeRead,
    refusals: ["wrong-state", "position-expired", "being-enforced"],
  }),
  readPledgeObjection: endpoint({
    operationId: "readPledgeObjection",
    method: "GET",
    path: objectionPath,
    summary: "Reads an objection: for the objector, the bank, the pledgor and the authorities of the area.",
    roles: pledgeReaders,
    params,
    response: objectionRead,
    refusals: [],
  }),
  listPledgeObjections: endpoint({
    operationId: "listPledgeObjections",
    method: "GET",
    path: `${pledgePath}/objections`,
    summary: "Lists objections to a pledge, newest first: for its bank, its pledgor and the authorities of its area.",
    roles: pledgeReaders,
    params: pledgeParams,
    query: pageQuery,
    response: pageOf(objectionRead),
    refusals: [],
  }),
  listOwnPledgeObjections: endpoint({
    operationId: "listOwnPledgeObjections",
    method: "GET",
    path: "/collateral/objections",
    summary: "Lists objections that the caller entered, newest first.",
    roles: objectors,
    query: pageQuery,
    response: pageOf(objectionRead),
    refusals: [],
  }),
} as const;

const judged = {
  court: z.string().describe("Court"),
  caseNumber: z.string().describe("Case"),
  documentNumber: z.string().describe("Judgment"),
};

/** The facts of objections. */
export const objectionFacts = {
  objectionEntered: factSchema(
    "pledge-objection-entered",
    1,
    z.object({ ...stated, enteredOn: dayOut("Day of the objection") }),
    "Somebody objected to a registration.",
  ),
  objectionNotified: factSchema(
    "pledge-objection-notified",
    1,
    z.object({ ...stated, notifiedOn: dayOut("Day of the notice") }),
    "The bank was notified of an objection to its registration.",
  ),
  objectionSued: factSchema(
    "pledge-objection-sued",
    1,
    z.object({ ...stated, court: judged.court, caseNumber: judged.caseNumber }),
    "Proof was filed of a suit about a registration.",
  ),
  objectionRemoved: factSchema(
    "pledge-objection-removed",
    1,
    z.object(stated),
    "An objection was removed: not notified or not sued in time.",
  ),
  objectionWithdrawn: factSchema("pledge-objection-withdrawn", 1, z.object(stated), "An objection to a registration was withdrawn."),
  objectionDismissed: factSchema(
    "pledge-objection-dismissed",
    1,
    z.object({ ...stated, ...judged }),
    "A judgment dismissed an objection to a registration.",
  ),
  objectionUpheld: factSchema("pledge-objection-upheld", 1, z.object({ ...stated, ...judged }), "A judgment upheld an objection."),
  pledgeRevoked: factSchema(
    "pledge-revoked",
    1,
    z.object({ ...pledgeStated, ...judged, reason: field.reason, changed: changedPositions }),
    "A judgment revoked a registration; what it held alone is free.",
  ),
} as const;
