import { entryOfFact, type LedgerClaims } from "../../shared/ledger/claims.ts";
import { allowanceCauses, allowanceClaimsOf, movingAllowances } from "./allowances/ledger-claims.ts";
import { movingSurrenders, surrenderCauses } from "./surrender/ledger-claims.ts";

/** Plans of allowances have accounts from their approval on; every allowance moves with a fact or by a page. */
export const carbonClaims: LedgerClaims = {
  table: "Carbon",
  causes: { ...allowanceCauses, ...surrenderCauses },
  causesOfRows: ["allowance-page"],
  accounts: [],
  claimsOf: (row) => [...allowanceClaimsOf(row), ...entryOfFact(row, { ...movingAllowances, ...movingSurrenders })],
};
