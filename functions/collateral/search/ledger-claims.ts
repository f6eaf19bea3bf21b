import type { MovingFacts } from "../../../shared/ledger/claims.ts";

/** Facts of search that come with an entry under their id. */
export const searchMoving: MovingFacts = {};

/** Kinds of causes of entries of search. */
export const searchCauses = {} as const;
