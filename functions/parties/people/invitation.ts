import { type Instant, plusSeconds } from "../../../shared/kernel/clock.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { parsedLetter } from "../../../shared/members/letter.ts";
import { memberKey } from "../../../shared/members/members.ts";
import { personFunctions } from "../../../shared/members/vocabulary.ts";
import type { Key } from "../../../shared/store/client.ts";
import { flag, integer, json, oneOf, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import { invitationStates } from "../contract-people.ts";
import type { PartiesRefusal } from "../problems.ts";

const invitationFields = {
  invitationId: text,
  partyId: text,
  partyName: text,
  subject: text,
  personName: text,
  function: oneOf(...personFunctions),
  letter: json(parsedLetter),
  state: oneOf(...invitationStates),
  /** Who invited, and the party that person acted for: the party itself, or the operator that replaces a representative. */
  invitedBy: text,
  invitedByParty: text,
  /** Whether a second person approved it. */
  approved: flag,
  invitedAt: text,
  endsAt: text,
  version: integer,
};
/** An invitation to act for a party. Rows are never deleted: they keep the names of those who acted for a party. */
export type Invitation = RowOf<typeof invitationFields>;
/** Rows of invitations. */
export const invitationCodec = rowCodec(invitationFields);

/** Key of an invitation: with the person, who lists and answers it. */
export function invitationKey(subject: string, invitationId: string): Key {
  return { pk: memberKey(subject).pk, sk: `invitation#${invitationId}` };
}

const daysOpen = 14;
/** When an invitation made now ends. */
export function endOfInvitation(at: Instant): Instant {
  return plusSeconds(at, daysOpen * 86_400);
}

/** Whether an invitation can still be answered. An ended one can be declined or revoked, but not accepted. */
export function checkOpen({ state }: Pick<Invitation, "state">): Outcome<true, PartiesRefusal> {
  return state === "open" ? accept(true) : refuse({ code: "invitation-closed", state });
}
