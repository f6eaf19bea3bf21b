import type { AuthorizationRows } from "../../../support/ownership.ts";

const sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const shown = {
  ...{ number: "none", at: "2026-03-02T00:30:00.000Z", until: "2028-06-30", proofSha256: sha, amountCny: "1000" },
  ...{ bankCreditCode: "91420700MA0000103W", pledgorCreditCode: "91420700MA0000015E", pledgorName: "A" },
};
const paid = { amountCny: "1000", loanNumber: "L-1" };

/** Filing, lending and repayment are recorded by the bank of the pledge. */
export const filingAuthorization: AuthorizationRows = {
  ownership: {
    filePledge: { body: shown },
    recordDisbursement: { body: { ...paid, disbursedOn: "2026-03-02" } },
    recordRepayment: { body: { ...paid, repaidOn: "2026-03-02" } },
  },
};
