import type { Party, Site } from "../../shared/members/members.ts";

/** A party as the API returns it. */
export function partyView({ version: _version, people: _people, exclusions, secondPersonFor, ...party }: Party) {
  return { ...party, exclusions: [...exclusions], secondPersonFor: [...secondPersonFor] };
}

/** A site as the API returns it. */
export function siteView({ version: _version, ...site }: Site) {
  return site;
}
