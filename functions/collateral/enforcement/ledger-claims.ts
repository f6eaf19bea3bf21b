import type { MovingFacts } from "../../../shared/ledger/claims.ts";

/** Facts of enforcement that come with an entry under their id. */
export const enforcementMoving: MovingFacts = {};

/** Kinds of causes of entries of enforcement. */
export const enforcementCauses = {} as const;
