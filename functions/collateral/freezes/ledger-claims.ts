import type { MovingFacts } from "../../../shared/ledger/claims.ts";
import { freezesFacts } from "./contract.ts";

const { freezeEntered, freezeLifted, freezeEnded } = freezesFacts;

/** Facts of freezes that come with an entry under their id: those that say so. */
export const freezesMoving: MovingFacts = Object.fromEntries(
  [freezeEntered, freezeLifted, freezeEnded].map(({ factType }) => [
    factType,
    ({ moves }: Readonly<Record<string, unknown>>) => moves === true,
  ]),
);

/** Kinds of causes of entries of freezes. */
export const freezesCauses = { "court-freeze": "stated", "court-freeze-lifted": "stated", "court-freeze-ended": "stated" } as const;
