import { type ScopedCaller, scopeOf } from "../../../shared/members/scope.ts";
import type { PartiesPorts } from "../ports.ts";

/** A site that the caller may change, with its party: an enterprise's own, or one in the area of a regulator. Undefined for any other. */
export async function siteOfCaller({ own }: Pick<PartiesPorts, "own">, caller: ScopedCaller, siteId: string) {
  const holder = await own.holder(siteId);
  if (!holder) return undefined;
  const { partyId, area } = holder;
  if (partyId !== caller.partyId && !scopeOf(caller).answersFor(area)) return undefined;
  const [party, site] = await Promise.all([own.party(partyId), own.site(partyId, siteId)]);
  return party && site && { party, site };
}
