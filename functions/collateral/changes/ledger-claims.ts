import { movingAsStated } from "../../../shared/ledger/claims.ts";
import { changesFacts } from "./contract.ts";

const { pledgeChanged, pledgeRevoked } = changesFacts;

/** Facts of changes that come with an entry under their id: those that say so. */
export const changesMoving = movingAsStated([pledgeChanged, pledgeRevoked]);

/** Kinds of causes of entries of changes. */
export const changesCauses = { "pledge-change": "stated", "pledge-revocation": "stated" } as const;
