import type { Outcome } from "../../../shared/kernel/outcome.ts";
import { endedStandings } from "../../../shared/members/vocabulary.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import { type Claim, type Taking, takenClaim } from "./claim.ts";

/**
 * The claim, as it was read, after somebody took it. What a withdrawn registration still holds is free: its licences, any number of them,
 * are not written with the decision that withdrew it.
 */
export async function take(
  { own }: Pick<PartiesPorts, "own">,
  claim: Claim | undefined,
  taking: Taking,
): Promise<Outcome<Claim, PartiesRefusal>> {
  const holder = claim?.state === "held" && claim.partyId !== undefined ? await own.party(claim.partyId) : undefined;
  const lapsed = claim && holder && endedStandings.includes(holder.standing);
  return takenClaim(lapsed ? { ...claim, state: "free" } : claim, taking);
}
