import type { MovingFacts } from "../../../shared/ledger/claims.ts";
import { incomeFacts } from "./contract.ts";

/** Facts of income that come with an entry under their id: what is registered is issued, and what is closed retired. */
export const incomeMoving: MovingFacts = {
  [incomeFacts.incomeRegistered.factType]: () => true,
  [incomeFacts.incomeClosed.factType]: () => true,
};

/** Kinds of causes of entries of income. */
export const incomeCauses = { "income-registration": "stated", "income-closure": "stated" } as const;
