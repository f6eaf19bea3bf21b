import type { MovingFacts } from "../../../shared/ledger/claims.ts";

/** Facts of disclosure that come with an entry under their id. */
export const disclosureMoving: MovingFacts = {};

/** Kinds of causes of entries of disclosure. */
export const disclosureCauses = {} as const;
