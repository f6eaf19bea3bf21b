import type { MovingFacts } from "../../../shared/ledger/claims.ts";
import { changesFacts } from "./contract.ts";

const { pledgeChanged, pledgeRevoked } = changesFacts;

/** Facts of changes that come with an entry under their id: those that say so. */
export const changesMoving: MovingFacts = Object.fromEntries(
  [pledgeChanged, pledgeRevoked].map(({ factType }) => [factType, ({ moves }: Readonly<Record<string, unknown>>) => moves === true]),
);

/** Kinds of causes of entries of changes. */
export const changesCauses = { "pledge-change": "stated", "pledge-revocation": "stated" } as const;
