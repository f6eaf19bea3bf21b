import type { Examples } from "../../../shared/http/examples.ts";
import { documentHash, greenBank, mill, savingsBank, story } from "../../story.ts";
import type { changesEndpoints } from "./contract.ts";

const registrationNumber = "EZ-0123456789-000001";
const [changeId, refusedId] = ["0195a1b2-1a00-7000-8000-000000000001", "0195a1b2-1a00-7000-8000-000000000002"];
const [objectionId, withdrawnId] = ["0195a1b2-1a00-7000-8000-000000000003", "0195a1b2-1a00-7000-8000-000000000004"];
const at = story.afterwards;
const params = { pledgeId: story.pledgeId };
const objection = { objectionId };
const by = savingsBank.persona;
const judgment = {
  ...{ court: "Ezhou Intermediate People's Court", caseNumber: "(2026) E07 Min Chu 12", documentNumber: "E07-2026-31" },
  ...{ documentSha256: documentHash, reason: "as judged" },
} as const;
const proposed = {
  state: "proposed",
  ...{ pledgeId: story.pledgeId, registrationNumber, bankId: greenBank.partyId, bankName: greenBank.name },
  ...{ pledgorName: mill.name, answererId: mill.partyId, answererName: mill.name, answerBy: "2026-04-01T16:00:00.000Z" },
  ...{ documentSha256: documentHash, proposedAt: at, version: 1 },
} as const;
const entered = {
  state: "entered",
  ...{ pledgeId: story.pledgeId, registrationNumber, bankName: greenBank.name, pledgorName: mill.name },
  ...{ objectorId: savingsBank.partyId, objectorName: savingsBank.name, documentSha256: documentHash, enteredAt: at },
  ...{ noticeBy: "2026-03-09T16:00:00.000Z", suitProofBy: "2026-04-01T16:00:00.000Z", version: 1 },
} as const;

/** Examples of changes: the loan is extended, the savings bank objects in vain, and its own pledge is revoked by a judgment. */
export const changesExamples: Examples<typeof changesEndpoints> = {
  proposePledgeChange: {
    bank: {
      summary: "The green bank proposes an extension",
      params,
      body: { extension: { until: "2029-06-30" }, documentSha256: documentHash, reason: "the mill asked for it" },
      response: { ...proposed, changeId, kind: "extension", extension: { until: "2029-06-30" }, reason: "the mill asked for it" },
    },
    refused: {
      by: greenBank.persona,
      summary: "The green bank proposes a new contract",
      params,
      body: { amendment: { contractNumber: "GB-2026-17A" }, documentSha256: documentHash, reason: "a new contract" },
      response: {
        ...proposed,
        changeId: refusedId,
        kind: "amendment",
        amendment: { contractNumber: "GB-2026-17A" },
        reason: "a new contract",
      },
    },
  },
  agreePledgeChange: { mill: { summary: "The mill agrees, and the debt ends later", params: { changeId } } },
  refusePledgeChange: { mill: { summary: "The mill keeps the contract", params: { changeId: refusedId }, body: { reason: "not agreed" } } },
  readPledgeChange: { mill: { summary: "What was agreed", params: { changeId } } },
  listPledgeChanges: { bank: { summary: "Changes of a pledge", params } },
  listChangesToAnswer: { mill: { summary: "What the mill was asked to agree to" } },
  amendFiling: {
    bank: {
      summary: "The green bank had the filing extended",
      params,
      body: {
        ...{ at: story.settledAt, until: "2029-09-30", proofSha256: documentHash, amountCny: "4000" },
        ...{ bankCreditCode: greenBank.creditCode, pledgorCreditCode: mill.creditCode, pledgorName: mill.name },
      },
    },
  },
  listOverdueNameFilings: {
    bank: { summary: "New names that the green bank has not filed in time" },
    bureau: { summary: "What is overdue in the whole city", query: { area: story.city } },
  },
  objectToPledge: {
    savings: {
      ...{ by, summary: "The savings bank objects to the first registration" },
      body: { registrationNumber, reason: "our contract is older", documentSha256: documentHash },
      response: { ...entered, objectionId, reason: "our contract is older" },
    },
    again: {
      ...{ by, summary: "The savings bank objects once more" },
      body: { registrationNumber, reason: "there is a second contract", documentSha256: documentHash },
      response: { ...entered, objectionId: withdrawnId, reason: "there is a second contract" },
    },
  },
  notifyPledgeObjection: {
    savings: {
      by,
      summary: "It notified the green bank",
      params: objection,
      body: { notifiedOn: "2026-03-02", noticeSha256: documentHash },
    },
  },
  provePledgeSuit: {
    savings: {
      ...{ by, summary: "The court accepted its suit", params: objection },
      body: { court: judgment.court, caseNumber: judgment.caseNumber, suitProofSha256: documentHash },
    },
  },
  dismissPledgeObjection: { bureau: { summary: "A judgment dismisses the objection", params: objection, body: judgment } },
  withdrawPledgeObjection: { savings: { by, summary: "It withdraws the other one", params: { objectionId: withdrawnId } } },
  revokePledge: {
    bureau: { summary: "A judgment revokes the second registration", params: { pledgeId: story.juniorPledgeId }, body: judgment },
  },
  readPledgeObjection: { savings: { by, summary: "What became of the objection", params: objection } },
  listPledgeObjections: { bank: { summary: "Objections to a pledge", params } },
  listOwnPledgeObjections: { savings: { by, summary: "Objections of the savings bank" } },
};
