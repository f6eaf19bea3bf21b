import type { Call } from "../../../shared/http/api-handler.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { Member } from "../../../shared/members/members.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "../contract.ts";
import { partiesLifecycles } from "../lifecycles.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import { checkMayGo, recounted } from "./headcount.ts";
import { checkOpen, type Invitation } from "./invitation.ts";
import { letterDays, letterOf } from "./letters.ts";
import { checkApproverFirst, managedParty, personOf } from "./managing.ts";
import { aboutPerson, endingWrites } from "./statements.ts";
import { invitationView, personView } from "./views.ts";

type Person = ReturnType<typeof personView>;

/** Changes a person's function and letter of authority. The person need not agree: it can leave at any time. */
export function changePerson(ports: PartiesPorts, call: Call<typeof partiesEndpoints.changePerson>) {
  const { clock, own } = ports;
  const { caller, body } = call;
  return runCommand<Person, PartiesRefusal>(ports, call, async () => {
    const managed = await managedParty(ports, caller);
    if (!managed.ok) return managed;
    const party = managed.value;
    const found = await personOf(ports, party.partyId, body.subject);
    if (!found.ok) return found;
    const before = found.value;
    const approver = checkApproverFirst(caller, body.function);
    if (!approver.ok) return approver;
    const stays = before.function === body.function ? accept(true) : checkMayGo(party, before.function);
    if (!stays.ok) return stays;
    const at = clock.now();
    const letter = letterOf(body.letter, at);
    if (!letter.ok) return letter;
    const member: Member = { ...before, function: body.function, letter: letter.value, version: before.version + 1 };
    const { partyId, name } = party;
    const { subject, reason } = body;
    const changed = { function: member.function, formerFunction: before.function, letter: letterDays(letter.value), reason };
    const fact = own.state(partiesFacts.personChanged, {
      ...factEnvelopeOf(caller, at, aboutPerson(party, subject)),
      data: { partyId, name, subject, ...changed },
    });
    const headcount = own.partyPut(recounted(party, before.function, member.function));
    return accept({ response: personView(member), writes: [own.membershipPut(member, before), headcount, fact] });
  });
}

/** Removes a person of the caller's party. */
export function removePerson(ports: PartiesPorts, call: Call<typeof partiesEndpoints.removePerson>) {
  const { clock, own } = ports;
  const { caller, body } = call;
  return runCommand<Person, PartiesRefusal>(ports, call, async () => {
    const managed = await managedParty(ports, caller);
    if (!managed.ok) return managed;
    const found = await personOf(ports, caller.partyId, body.subject);
    if (!found.ok) return found;
    const mayGo = checkMayGo(managed.value, found.value.function);
    if (!mayGo.ok) return mayGo;
    const ending = endingWrites(ports, caller, managed.value, found.value, { at: clock.now(), reason: body.reason });
    return accept({ response: personView(found.value), writes: [own.membershipEnd(found.value), ...ending] });
  });
}

/** Ends the caller's own membership, in whatever function. */
export function leaveParty(ports: PartiesPorts, call: Call<typeof partiesEndpoints.leaveParty>) {
  const { clock, own } = ports;
  const { caller, body } = call;
  return runCommand<Person, PartiesRefusal>(ports, call, async () => {
    const member = await own.member(caller.subject);
    const party = member && (await own.party(member.partyId));
    if (!member || !party) return refuse({ code: "not-found" });
    const mayGo = checkMayGo(party, member.function);
    if (!mayGo.ok) return mayGo;
    const ending = endingWrites(ports, caller, party, member, { at: clock.now(), reason: body.reason });
    return accept({ response: personView(member), writes: [own.membershipEnd(member), ...ending] });
  });
}

/** Revokes an invitation of the caller's party, whoever made it. */
export function revokeInvitation(ports: PartiesPorts, call: Call<typeof partiesEndpoints.revokeInvitation>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof invitationView>, PartiesRefusal>(ports, call, async () => {
    const managed = await managedParty(ports, caller);
    if (!managed.ok) return managed;
    const { subject, reason } = body;
    const invitation = await own.invitation(subject, params.invitationId);
    if (invitation?.partyId !== caller.partyId) return refuse({ code: "not-found" });
    const open = checkOpen(invitation);
    if (!open.ok) return open;
    const revoked: Invitation = {
      ...invitation,
      state: stateAfter(partiesLifecycles.invitation, invitation.state, "revokeInvitation"),
      version: invitation.version + 1,
    };
    const { partyId, name } = managed.value;
    const envelope = factEnvelopeOf(caller, clock.now(), aboutPerson(managed.value, subject));
    const data = { partyId, name, subject, invitationId: invitation.invitationId, reason };
    const fact = own.state(partiesFacts.invitationRevoked, { ...envelope, data });
    return accept({ response: invitationView(revoked), writes: [own.invitationPut(revoked), fact] });
  });
}

/** Invitations of the caller's party. */
export async function listInvitations({ own }: PartiesPorts, { caller, query }: Call<typeof partiesEndpoints.listInvitations>) {
  const { items, ...rest } = await own.invitationsTo(caller.partyId, query);
  return accept({ response: { items: items.map(invitationView), ...rest } });
}

/** People of the caller's party. */
export async function listPeople({ own }: PartiesPorts, { caller, query }: Call<typeof partiesEndpoints.listPeople>) {
  const { items, ...rest } = await own.peopleOf(caller.partyId, query);
  return accept({ response: { items: items.map(personView), ...rest } });
}
