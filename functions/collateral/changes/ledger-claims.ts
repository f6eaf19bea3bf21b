import type { MovingFacts } from "../../../shared/ledger/claims.ts";

/** Facts of changes that come with an entry under their id. */
export const changesMoving: MovingFacts = {};

/** Kinds of causes of entries of changes. */
export const changesCauses = {} as const;
