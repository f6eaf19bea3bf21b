import { movingAsStated } from "../../../shared/ledger/claims.ts";
import { freezesFacts } from "./contract.ts";

const { freezeEntered, freezeLifted, freezeEnded } = freezesFacts;

/** Facts of freezes that come with an entry under their id: those that say so. */
export const freezesMoving = movingAsStated([freezeEntered, freezeLifted, freezeEnded]);

/** Kinds of causes of entries of freezes. */
export const freezesCauses = { "court-freeze": "stated", "court-freeze-lifted": "stated", "court-freeze-ended": "stated" } as const;
