import type { MovingFacts } from "../../../shared/ledger/claims.ts";

/** Facts of filing that come with an entry under their id. */
export const filingMoving: MovingFacts = {};

/** Kinds of causes of entries of filing. */
export const filingCauses = {} as const;
