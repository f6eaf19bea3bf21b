import type { MovingFacts } from "../../../shared/ledger/claims.ts";

/** Facts of pledges that come with an entry under their id. */
export const pledgesMoving: MovingFacts = {};

/** Kinds of causes of entries of pledges. */
export const pledgesCauses = {} as const;
