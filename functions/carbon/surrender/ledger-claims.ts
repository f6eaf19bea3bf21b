import type { MovingFacts } from "../../../shared/ledger/claims.ts";
import { surrenderFacts } from "./contract-facts.ts";

/** Facts of surrender that come with an entry under their id: all that retire allowances or give them back. */
export const movingSurrenders: MovingFacts = {
  [surrenderFacts.surrendered.factType]: () => true,
  [surrenderFacts.givenBack.factType]: () => true,
  [surrenderFacts.freezeChanged.factType]: () => true,
  [surrenderFacts.cancelled.factType]: () => true,
};

/** Kinds of causes of entries of surrender. */
export const surrenderCauses = {
  surrender: "stated",
  "surrender-order": "stated",
  "surrender-reversal": "stated",
  "allowance-freeze": "stated",
  cancellation: "stated",
} as const;
