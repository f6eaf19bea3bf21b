import type { Examples } from "../../../shared/http/examples.ts";
import { documentHash, greenBank, mill, savingsBank, story } from "../../story.ts";
import type { filingEndpoints } from "./contract.ts";

const params = { pledgeId: story.pledgeId };
const enforced = { pledgeId: story.enforcedPledgeId };
const loanNumber = "GB-L-2026-17";

/** Examples of filing: the green bank files, lends and is repaid. */
export const filingExamples: Examples<typeof filingEndpoints> = {
  filePledge: {
    bank: {
      summary: "The green bank filed the pledge with the unified registry",
      params,
      body: {
        ...{ number: "12345678000123456789", at: story.settledAt, until: "2029-06-30", proofSha256: documentHash },
        ...{ amountCny: "4000", bankCreditCode: greenBank.creditCode, pledgorCreditCode: mill.creditCode, pledgorName: mill.name },
      },
    },
    enforced: {
      by: savingsBank.persona,
      summary: "The savings bank filed its own",
      params: enforced,
      body: {
        ...{ number: "12345678000123456790", at: "2026-04-01T01:00:00.000Z", until: "2029-06-30", proofSha256: documentHash },
        ...{ amountCny: "90", bankCreditCode: savingsBank.creditCode, pledgorCreditCode: mill.creditCode, pledgorName: mill.name },
      },
    },
  },
  recordDisbursement: {
    bank: { summary: "The green bank lends", params, body: { amountCny: "4000", disbursedOn: "2026-03-02", loanNumber } },
    enforced: {
      by: savingsBank.persona,
      summary: "The savings bank lends",
      params: enforced,
      body: { amountCny: "90", disbursedOn: "2026-04-01", loanNumber: "SB-L-4" },
    },
  },
  recordRepayment: {
    bank: { summary: "The mill repaid a part", params, body: { amountCny: "1000", repaidOn: "2026-03-02", loanNumber } },
    rest: {
      by: greenBank.persona,
      summary: "The mill repaid the rest",
      params,
      body: { amountCny: "3000", repaidOn: "2026-03-02", loanNumber },
    },
  },
  listOverdueCancellations: {
    bank: { summary: "What the green bank has to cancel" },
    bureau: { summary: "What is overdue in the whole city", query: { area: story.city } },
  },
};
