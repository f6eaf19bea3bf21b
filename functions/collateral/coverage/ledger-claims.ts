import type { MovingFacts } from "../../../shared/ledger/claims.ts";

/** Facts of coverage that come with an entry under their id. */
export const coverageMoving: MovingFacts = {};

/** Kinds of causes of entries of coverage. */
export const coverageCauses = {} as const;
