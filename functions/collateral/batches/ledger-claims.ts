import type { MovingFacts } from "../../../shared/ledger/claims.ts";

/** Facts of batches that come with an entry under their id. */
export const batchesMoving: MovingFacts = {};

/** Kinds of causes of entries of batches. */
export const batchesCauses = {} as const;
