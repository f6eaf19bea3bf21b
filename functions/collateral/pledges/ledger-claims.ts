import type { MovingFacts } from "../../../shared/ledger/claims.ts";
import { pledgesFacts } from "./contract.ts";

/** Facts of pledges that come with an entry under their id: those that say so. */
export const pledgesMoving: MovingFacts = Object.fromEntries(
  Object.values(pledgesFacts).map(({ factType }) => [factType, ({ moves }: Readonly<Record<string, unknown>>) => moves === true]),
);

/** Kinds of causes of entries of pledges. */
export const pledgesCauses = { pledge: "stated", "pledge-end": "stated", "pledge-release": "stated" } as const;
