import type { MemberReader } from "../../../../shared/members/members.ts";

/** The member whose account holds allowances, with its name and code as of now; undefined for an account of no known party. */
export async function holderOf(members: Pick<MemberReader, "party">, account: string) {
  const party = await members.party(account.slice("party:".length));
  return party && { partyId: party.partyId, partyName: party.name, creditCode: party.creditCode, area: party.area };
}
