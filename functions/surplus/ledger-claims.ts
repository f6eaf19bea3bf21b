import { type Claim, entryOfFact, type LedgerClaims, type MovingFacts } from "../../shared/ledger/claims.ts";
import { surplusFacts } from "./contract.ts";
import { storageCodec } from "./store.ts";

const always = () => true;
const moving: MovingFacts = {
  // Only what the government paid for leaves the site at once.
  [surplusFacts.surplusCertified.factType]: ({ paidBy }) => paidBy === "government",
  [surplusFacts.surplusStored.factType]: always,
  // With the term, the entry of the permit's expiry closed the hold.
  [surplusFacts.storageEnded.factType]: ({ ending }) => ending !== "expired",
  [surplusFacts.buyBackFunded.factType]: always,
  [surplusFacts.permitsBoughtBack.factType]: always,
  [surplusFacts.permitsRecovered.factType]: always,
};

/** Stored surplus is held under its own id; every other movement is an entry with a fact. */
export const surplusClaims: LedgerClaims = {
  table: "Surplus",
  causes: {
    "government-reduction": "stated",
    storage: "stated",
    "storage-end": "stated",
    "buy-back-fund": "stated",
    "buy-back": "stated",
    recovery: "stated",
  },
  causesOfRows: [],
  accounts: [],
  claimsOf(row): readonly Claim[] {
    if (row.pk?.S?.startsWith("storage#")) {
      const { storageId, remainingTonnes, state, storedAt } = storageCodec.decode(row);
      return [{ is: "hold", holdId: storageId, amount: remainingTonnes, pending: state === "stored", at: storedAt }];
    }
    return entryOfFact(row, moving);
  },
};
