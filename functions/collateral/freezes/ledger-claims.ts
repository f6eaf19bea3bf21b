import type { MovingFacts } from "../../../shared/ledger/claims.ts";

/** Facts of freezes that come with an entry under their id. */
export const freezesMoving: MovingFacts = {};

/** Kinds of causes of entries of freezes. */
export const freezesCauses = {} as const;
