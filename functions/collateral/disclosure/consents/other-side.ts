import type { Party } from "../../../../shared/members/members.ts";
import type { DisclosurePorts } from "../ports.ts";

/** The admitted member of a type that is registered under a credit code; undefined if there is none. */
export async function memberOfCode(
  { members }: Pick<DisclosurePorts, "members">,
  creditCode: string,
  type: Party["type"],
): Promise<Party | undefined> {
  const partyId = await members.partyOfCode(creditCode);
  const party = partyId === undefined ? undefined : await members.party(partyId);
  return party?.type === type && party.standing === "admitted" ? party : undefined;
}

/** The first of some sites that is not the firm's own; undefined if all are, or none is named. */
export async function foreignSite(
  { members }: Pick<DisclosurePorts, "members">,
  partyId: string,
  siteIds: readonly string[] = [],
): Promise<string | undefined> {
  const found = await Promise.all(siteIds.map((siteId) => members.site(partyId, siteId)));
  return siteIds.find((_siteId, place) => found[place] === undefined);
}
