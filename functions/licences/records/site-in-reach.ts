import type { MemberReader } from "../../../shared/members/members.ts";
import { type ScopedCaller, scopeOf } from "../../../shared/members/scope.ts";

/** A site that the caller may see, with its party: its own, or one in its area. Undefined for any other. */
export async function siteInReach(members: MemberReader, caller: ScopedCaller, siteId: string) {
  const holder = await members.holder(siteId);
  if (!holder) return undefined;
  const { partyId, area } = holder;
  if (partyId !== caller.partyId && !scopeOf(caller).answersFor(area)) return undefined;
  const [party, site] = await Promise.all([members.party(partyId), members.site(partyId, siteId)]);
  return party && site && { party, site };
}
