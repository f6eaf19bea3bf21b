import type { PartyName } from "../../../shared/members/names.ts";

/** A name as the API returns it. */
export function nameView({ version: _version, ordinal: _ordinal, area: _area, ...name }: PartyName) {
  return name;
}
