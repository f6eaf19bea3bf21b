import type { MovingFacts } from "../../../shared/ledger/claims.ts";

/** Facts of income that come with an entry under their id. */
export const incomeMoving: MovingFacts = {};

/** Kinds of causes of entries of income. */
export const incomeCauses = {} as const;
