import type { Party } from "../../shared/members/members.ts";

/** A party as those may see it who may see it at all. */
export function partyView({ version: _version, exclusions, ...party }: Party) {
  return { ...party, exclusions: [...exclusions] };
}
