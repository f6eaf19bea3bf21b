import * as z from "zod";
import { endpoint, roles, type SecondPersonRule } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { dayOut, field, instantOut } from "../../shared/kernel/fields.ts";
import {
  component,
  documentReference,
  id,
  pageOf,
  pageQuery,
  plainDate,
  reasonGiven,
  sha256Hex,
  shortText,
  words,
} from "../../shared/kernel/schemas.ts";
import { subject } from "../../shared/kernel/subject.ts";
import { authorities, personFunction, role } from "../../shared/members/vocabulary.ts";
import { partiesLifecycles } from "./lifecycles.ts";

const letterDays = { from: "First day in Asia/Shanghai on which it is valid", until: "Last day on which it is valid" };
const letterIn = z
  .object({ sha256: sha256Hex, from: plainDate.describe(letterDays.from), until: plainDate.describe(letterDays.until) })
  .strict()
  .describe("Letter of authority that the party signed for the person");
/** A letter of authority in a response or fact. */
export const letterOut = component("LetterOfAuthority", {
  sha256: sha256Hex.describe("SHA-256 of the letter"),
  from: dayOut(letterDays.from),
  until: dayOut(letterDays.until),
});
const personName = shortText.describe("Name of the person");

/** States of an invitation. */
export const invitationStates = partiesLifecycles.invitation.states;
const invitationState = words("InvitationState", invitationStates, "State of the invitation; an open one ends by itself at `endsAt`");

const known = {
  subject: z.string().describe("Subject of the person's token"),
  personName: z.string().describe("Name of the person"),
  function: personFunction,
};
const person = component("Person", {
  ...known,
  partyId: field.partyId,
  role,
  letter: letterOut.optional().describe("Letter of authority; absent for the person who registered the party"),
  since: instantOut("Since when the person acts for the party"),
});
const invitation = component("Invitation", {
  invitationId: z.string().describe("Invitation"),
  partyId: field.partyId,
  partyName: field.partyName,
  ...known,
  letter: letterOut.describe("Letter of authority"),
  state: invitationState,
  invitedAt: instantOut("When it was made"),
  endsAt: instantOut("First instant at which it can't be accepted any more"),
});

const invitationParams = z.object({ invitationId: id });
const partyParams = z.object({ partyId: id });
const invited = { subject, personName, letter: letterIn };

/**
 * Wherever something of a party takes two persons, its people do as well: otherwise one representative would invite its own second subject as
 * an approver.
 */
const twoPersons: SecondPersonRule = { always: authorities, whereChosen: true };

/** The endpoints about the people who act for parties. */
export const peopleEndpoints = {
  invitePerson: endpoint({
    operationId: "invitePerson",
    method: "POST",
    path: "/parties/own/invitations",
    summary: "Invites a person to act for the caller's party; nothing is bound before the person accepts.",
    roles,
    act: "manage-people",
    secondPerson: { ...twoPersons, exceptWhileAlone: true },
    body: z.object({ ...invited, function: personFunction }),
    response: invitation,
    refusals: ["not-a-representative", "acts-here-already", "letter-dates", "approver-first"],
  }),
  listInvitations: endpoint({
    operationId: "listInvitations",
    method: "GET",
    path: "/parties/own/invitations",
    summary: "Lists the invitations of the caller's party, newest first, with those that ended.",
    roles,
    act: "manage-people",
    query: pageQuery,
    response: pageOf(invitation),
    refusals: [],
  }),
  revokeInvitation: endpoint({
    operationId: "revokeInvitation",
    method: "POST",
    path: "/parties/own/invitations/{invitationId}/revocation",
    summary: "Revokes an invitation of the caller's party that is still open.",
    roles,
    act: "manage-people",
    params: invitationParams,
    body: z.object({ subject: subject.describe("Subject that was invited, as in the invitation"), reason: reasonGiven }),
    response: invitation,
    refusals: ["not-a-representative", "invitation-closed"],
  }),
  listOwnInvitations: endpoint({
    operationId: "listOwnInvitations",
    method: "GET",
    path: "/parties/invitations",
    summary: "Lists the invitations that the caller received, oldest first.",
    roles: ["person"],
    query: pageQuery,
    response: pageOf(invitation),
    refusals: [],
  }),
  acceptInvitation: endpoint({
    operationId: "acceptInvitation",
    method: "POST",
    path: "/parties/invitations/{invitationId}/acceptance",
    summary: "Accepts an invitation: from now on the caller acts for the party in the named function.",
    roles: ["person"],
    params: invitationParams,
    response: person,
    refusals: [
      "invitation-closed",
      "invitation-ended",
      "inviter-left",
      "invitation-not-approved",
      "letter-dates",
      "standing-refuses",
      "already-member",
    ],
  }),
  declineInvitation: endpoint({
    operationId: "declineInvitation",
    method: "POST",
    path: "/parties/invitations/{invitationId}/declination",
    summary: "Declines an invitation.",
    roles: ["person"],
    params: invitationParams,
    response: invitation,
    refusals: ["invitation-closed"],
  }),
  listPeople: endpoint({
    operationId: "listPeople",
    method: "GET",
    path: "/parties/own/people",
    summary: "Lists the people who act for the caller's party, those who joined first first.",
    roles,
    act: "manage-people",
    query: pageQuery,
    response: pageOf(person),
    refusals: [],
  }),
  changePerson: endpoint({
    operationId: "changePerson",
    method: "POST",
    path: "/parties/own/people/changes",
    summary: "Changes a person's function and letter of authority; counts within ten seconds.",
    roles,
    act: "manage-people",
    // As for removing: whoever is made a clerk can't approve any more. Letters that ended are renewed by whoever is left.
    secondPerson: { ...twoPersons, exceptWhileAlone: true },
    body: z.object({ subject, function: personFunction, letter: letterIn, reason: reasonGiven }),
    response: person,
    refusals: ["not-a-representative", "last-representative", "letter-dates", "approver-first"],
  }),
  removePerson: endpoint({
    operationId: "removePerson",
    method: "POST",
    path: "/parties/own/people/removals",
    summary: "Removes a person: within ten seconds that person can neither read nor write for the party.",
    roles,
    act: "manage-people",
    // Whoever could remove everybody else would be alone, and then invite a second person without approval.
    secondPerson: twoPersons,
    body: z.object({ subject, reason: reasonGiven }),
    response: person,
    refusals: ["not-a-representative", "last-representative"],
  }),
  leaveParty: endpoint({
    operationId: "leaveParty",
    method: "POST",
    path: "/parties/own/departure",
    summary: "Ends the caller's own membership; the last representative of a registered party can't leave.",
    roles: ["person"],
    body: z.object({ reason: reasonGiven }),
    response: person,
    refusals: ["last-representative"],
  }),
  listPartyPeople: endpoint({
    operationId: "listPartyPeople",
    method: "GET",
    path: "/parties/{partyId}/people",
    summary: "Lists the people who act for a party, for the operator who has to replace a representative.",
    roles: ["operator"],
    act: "manage-people",
    params: partyParams,
    query: pageQuery,
    response: pageOf(person),
    refusals: [],
  }),
  replaceRepresentative: endpoint({
    operationId: "replaceRepresentative",
    method: "POST",
    path: "/parties/{partyId}/representatives",
    summary: "Removes the only representative of a party and invites another one, by document; refused while there is a second one.",
    roles: ["operator"],
    act: "manage-people",
    secondPerson: { always: ["operator"] },
    params: partyParams,
    body: z.object({
      ...invited,
      leaving: subject.optional().describe("Subject of the only representative, who is removed at once; absent if there is none left"),
      documentNumber: documentReference,
      reason: reasonGiven,
    }),
    response: invitation,
    refusals: ["representatives-remain", "acts-here-already", "letter-dates", "standing-refuses"],
  }),
} as const;

// Facts are read by all people of a party and by authorities: they carry subjects, as `actor` does, and never names of persons.
const of = { partyId: field.partyId, name: field.partyName, subject: known.subject };
const inFunction = { ...of, function: known.function, letter: letterOut.describe("Letter of authority") };
const invitedAs = { invitationId: z.string().describe("Invitation"), ...inFunction };

/** Facts about the people who act for parties. */
export const peopleFacts = {
  personInvited: factSchema(
    "person-invited",
    1,
    z.object({ ...invitedAs, endsAt: instantOut("When the invitation ends"), documentNumber: field.documentNumber.optional() }),
    "A person was invited to act for a party; with a document, by the operator.",
  ),
  invitationRevoked: factSchema(
    "invitation-revoked",
    1,
    z.object({ ...of, invitationId: z.string().describe("Invitation"), reason: field.reason }),
    "A party revoked an invitation.",
  ),
  personAccepted: factSchema("person-accepted", 1, z.object(invitedAs), "A person accepted an invitation and acts for the party."),
  personDeclined: factSchema(
    "person-declined",
    1,
    z.object({ ...of, invitationId: z.string().describe("Invitation") }),
    "A person declined an invitation.",
  ),
  personChanged: factSchema(
    "person-changed",
    1,
    z.object({ ...inFunction, formerFunction: personFunction.describe("Function until now"), reason: field.reason }),
    "A person's function or letter of authority changed.",
  ),
  personRemoved: factSchema(
    "person-removed",
    1,
    z.object({
      ...of,
      function: known.function,
      since: instantOut("Since when the person acted for the party"),
      reason: field.reason,
      documentNumber: field.documentNumber.optional(),
    }),
    "A person no longer acts for a party: removed, replaced by the operator with a document, or gone by itself.",
  ),
};
