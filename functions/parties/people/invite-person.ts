import type { Call } from "../../../shared/http/api-handler.ts";
import type { Caller } from "../../../shared/http/caller.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Party } from "../../../shared/members/members.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "../contract.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import { endOfInvitation, type Invitation } from "./invitation.ts";
import { letterDays, letterOf } from "./letters.ts";
import { checkApproverFirst, managedParty } from "./managing.ts";
import { aboutPerson } from "./statements.ts";
import { invitationView } from "./views.ts";

type InviteCall = Call<typeof partiesEndpoints.invitePerson>;

/** Invites a person to act for the caller's party. Whether the person acts for another party is not revealed: accepting would fail. */
export function invitePerson(ports: PartiesPorts, call: InviteCall) {
  const { clock } = ports;
  const { caller, body } = call;
  return runCommand<ReturnType<typeof invitationView>, PartiesRefusal>(ports, call, async () => {
    const party = await managedParty(ports, caller);
    if (!party.ok) return party;
    const approver = checkApproverFirst(caller, body.function);
    if (!approver.ok) return approver;
    const invited = await invitationOf(ports, { caller, party: party.value, at: clock.now(), ...body });
    if (!invited.ok) return invited;
    return accept({ response: invitationView(invited.value), writes: invitationWrites(ports, caller, party.value, invited.value) });
  });
}

type Invited = InviteCall["body"] & {
  readonly caller: Caller;
  readonly party: Party;
  readonly at: Instant;
  /** Subject of somebody who is removed by the same command. */
  readonly leaving?: string | undefined;
};

/** The invitation of a person, who does not act for the party yet, with a letter that has not ended. */
export async function invitationOf(
  { own }: PartiesPorts,
  { caller, party, at, leaving, letter: days, ...person }: Invited,
): Promise<Outcome<Invitation, PartiesRefusal>> {
  const letter = letterOf(days, at);
  if (!letter.ok) return letter;
  const { partyId, name: partyName } = party;
  const member = await own.member(person.subject);
  if (member?.partyId === partyId && person.subject !== leaving) return refuse({ code: "acts-here-already" });
  const by = { invitedBy: caller.subject, invitedByParty: caller.partyId, invitedAt: at, endsAt: endOfInvitation(at) };
  const { subject, personName, function: inFunction } = person;
  return accept({
    ...{ invitationId: newId(at), partyId, partyName, subject, personName, function: inFunction, letter: letter.value },
    ...{ state: "open", ...by, approved: caller.approvedBy !== undefined, version: 1 },
  });
}

/** The writes of an invitation and the fact that tells the party and the invited person; `document` if the operator invites. */
export function invitationWrites({ own }: PartiesPorts, caller: Caller, party: Party, invitation: Invitation, document: object = {}) {
  const { invitationId, subject, function: inFunction, letter, invitedAt, endsAt } = invitation;
  const { partyId, name } = party;
  const data = { invitationId, partyId, name, subject, function: inFunction, letter: letterDays(letter), endsAt, ...document };
  const envelope = factEnvelopeOf(caller, invitedAt, aboutPerson(party, subject));
  return [own.invitationPut(invitation), own.state(partiesFacts.personInvited, { ...envelope, data })];
}
