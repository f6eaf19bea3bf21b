import { entryOfFact, type LedgerClaims } from "../../shared/ledger/claims.ts";
import { batchesCauses, batchesMoving } from "./batches/ledger-claims.ts";
import { changesCauses, changesMoving } from "./changes/ledger-claims.ts";
import { disclosureCauses, disclosureMoving } from "./disclosure/ledger-claims.ts";
import { enforcementCauses, enforcementClaims, enforcementMoving } from "./enforcement/ledger-claims.ts";
import { filingCauses, filingMoving } from "./filing/ledger-claims.ts";
import { freezesCauses, freezesMoving } from "./freezes/ledger-claims.ts";
import { incomeCauses, incomeMoving } from "./income/ledger-claims.ts";
import { pledgesCauses, pledgesMoving } from "./pledges/ledger-claims.ts";
import { searchCauses, searchMoving } from "./search/ledger-claims.ts";

const moving = {
  ...pledgesMoving,
  ...changesMoving,
  ...filingMoving,
  ...batchesMoving,
  ...freezesMoving,
  ...enforcementMoving,
  ...disclosureMoving,
  ...incomeMoving,
  ...searchMoving,
};

/** Every hold of a pledge or a freeze begins, changes and ends with a fact under its entry's id. */
export const collateralClaims: LedgerClaims = {
  table: "Collateral",
  causes: {
    ...pledgesCauses,
    ...changesCauses,
    ...filingCauses,
    ...batchesCauses,
    ...freezesCauses,
    ...enforcementCauses,
    ...disclosureCauses,
    ...incomeCauses,
    ...searchCauses,
  },
  causesOfRows: [],
  accounts: [],
  claimsOf: (row) => [...entryOfFact(row, moving), ...enforcementClaims(row)],
};
