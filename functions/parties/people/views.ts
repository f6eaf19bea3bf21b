import type { Member } from "../../../shared/members/members.ts";
import type { Invitation } from "./invitation.ts";

/** A person of a party as the API returns it. */
export function personView({ version: _version, area: _area, letter, ...member }: Member) {
  return { ...member, ...(letter && { letter }) };
}

/** An invitation as the API returns it. */
export function invitationView(row: Invitation) {
  const { version: _version, invitedBy: _by, invitedByParty: _party, approved: _approved, ...invitation } = row;
  return invitation;
}
