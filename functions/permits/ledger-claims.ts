import { entryOfFact, type LedgerClaims, type MovingFacts } from "../../shared/ledger/claims.ts";
import { permitsFacts } from "./contract.ts";

const moving: MovingFacts = {
  // The same tonnes under another document move nothing.
  [permitsFacts.capSet.factType]: ({ tonnes, previousTonnes }) => tonnes !== previousTonnes,
  [permitsFacts.reserveAdded.factType]: () => true,
  [permitsFacts.needCertified.factType]: () => true,
  [permitsFacts.needWithdrawn.factType]: () => true,
  [permitsFacts.permitExpired.factType]: () => true,
};

/** Caps, reserves, needs and expired permits are entries with a fact each. */
export const permitsClaims: LedgerClaims = {
  table: "Permits",
  causes: { cap: "stated", reserve: "stated", need: "stated", "need-withdrawal": "stated", "permit-expired": "stated" },
  causesOfRows: [],
  accounts: [],
  claimsOf: (row) => entryOfFact(row, moving),
};
