import type { Party } from "../../shared/members/members.ts";
import type { Site } from "../../shared/members/sites.ts";

/** A party as the API returns it. */
export function partyView({
  version: _version,
  people: _people,
  representatives: _representatives,
  exclusions,
  secondPersonFor,
  ...party
}: Party) {
  return { ...party, exclusions: [...exclusions], secondPersonFor: [...secondPersonFor] };
}

/** A site as the API returns it. */
export function siteView({ version: _version, ...site }: Site) {
  return site;
}

/** What facts say of a site, with the name and the code of its holder as of then. */
export function siteStated(
  { state: _state, registeredAt: _registeredAt, confirmedAt: _confirmedAt, version: _version, ...site }: Site,
  holder: Party,
) {
  return { ...site, partyName: holder.name, creditCode: holder.creditCode };
}
