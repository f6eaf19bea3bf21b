import { decimal } from "../../../shared/kernel/decimal.ts";
import { type Claim, movingAsStated } from "../../../shared/ledger/claims.ts";
import type { Item } from "../../../shared/store/client.ts";
import { enforcementFacts } from "./contract.ts";
import { enforcementCodec } from "./rows.ts";

/** Facts of enforcement that come with an entry under their id: those that say so. */
export const enforcementMoving = movingAsStated(Object.values(enforcementFacts));

/** Kinds of causes of entries of enforcement. */
export const enforcementCauses = { "enforcement-end": "stated", "held-proceeds": "stated" } as const;

/** What the row of an enforcement claims: the hold of the money that is set aside under freezes. */
export function enforcementClaims(row: Item): readonly Claim[] {
  if (row.sk?.S !== "enforcement") return [];
  const { held } = enforcementCodec.decode(row);
  if (!held) return [];
  const amount = decimal(held.remainingCny);
  return [{ is: "hold", holdId: held.holdId, pending: amount.gt(0), amount }];
}
