import { movingAsStated } from "../../../shared/ledger/claims.ts";
import { pledgesFacts } from "./contract.ts";

/** Facts of pledges that come with an entry under their id: those that say so. */
export const pledgesMoving = movingAsStated(Object.values(pledgesFacts));

/** Kinds of causes of entries of pledges. */
export const pledgesCauses = { pledge: "stated", "pledge-end": "stated", "pledge-release": "stated" } as const;
