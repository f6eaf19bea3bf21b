import { needsSecondPerson } from "../../../shared/approvals/rules.ts";
import type { Call } from "../../../shared/http/api-handler.ts";
import type { Caller } from "../../../shared/http/caller.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { othersApprove } from "../../../shared/members/approvers.ts";
import type { Member, Party } from "../../../shared/members/members.ts";
import { roleOfType } from "../../../shared/members/vocabulary.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type partiesEndpoints, partiesFacts } from "../contract.ts";
import { peopleEndpoints } from "../contract-people.ts";
import { partiesLifecycles } from "../lifecycles.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import { freedPerson } from "./freed-person.ts";
import { counted } from "./headcount.ts";
import { checkOpen, type Invitation } from "./invitation.ts";
import { checkNotEnded, letterDays } from "./letters.ts";
import { managesPeopleOf } from "./managing.ts";
import { aboutPerson } from "./statements.ts";
import { invitationView, personView } from "./views.ts";

/** Accepts an invitation: only from now on is there a membership. */
export function acceptInvitation(ports: PartiesPorts, call: Call<typeof partiesEndpoints.acceptInvitation>) {
  const { clock, own } = ports;
  const { caller, params } = call;
  return runCommand<ReturnType<typeof personView>, PartiesRefusal>(ports, call, async () => {
    const invitation = await own.invitation(caller.subject, params.invitationId);
    if (!invitation) return refuse({ code: "not-found" });
    const at = clock.now();
    const party = await acceptingParty(ports, invitation, at);
    if (!party.ok) return party;
    const freed = await freedPerson(ports, caller, at);
    if (!freed.ok) return freed;
    const member = memberOf(party.value, invitation, at, freed.value.member);
    return accept({
      response: personView(member),
      writes: [
        own.membershipPut(member, freed.value.member),
        ...freed.value.writes,
        own.partyPut(counted(party.value, member.function, 1)),
        own.invitationPut({
          ...invitation,
          state: stateAfter(partiesLifecycles.invitation, invitation.state, "acceptInvitation"),
          version: invitation.version + 1,
        }),
        own.state(partiesFacts.personAccepted, acceptance(caller, party.value, invitation, at)),
      ],
    });
  });
}

/** The party that an invitation still binds the person to: open, not ended, by somebody who still manages people, with a valid letter. */
async function acceptingParty({ own }: PartiesPorts, invitation: Invitation, at: Instant): Promise<Outcome<Party, PartiesRefusal>> {
  const { partyId, invitedBy, invitedByParty, letter, endsAt } = invitation;
  const open = checkOpen(invitation);
  if (!open.ok) return open;
  if (at >= endsAt) return refuse({ code: "invitation-ended", endsAt });
  const [party, inviter] = await Promise.all([own.party(partyId), own.member(invitedBy)]);
  if (!party) return refuse({ code: "not-found" });
  // Somebody who was removed must not leave an accomplice behind.
  if (!managesPeopleOf(inviter, invitedByParty)) return refuse({ code: "inviter-left" });
  if (!(await isApproved({ own }, invitation, party, at))) return refuse({ code: "invitation-not-approved" });
  const { standing } = party;
  if (standing !== "admitted" && standing !== "suspended") return refuse({ code: "standing-refuses", standing });
  const valid = checkNotEnded(letter, at);
  return valid.ok ? accept(party) : valid;
}

/**
 * Whether a second person approved the invitation, or none has to by what inviting asks of the party now. Whoever was alone needed none, for
 * the second person: of several that were invited then, or before the party wanted two persons, the first who can approve is that one.
 */
async function isApproved(
  { own }: Pick<PartiesPorts, "own">,
  { approved, invitedBy }: Invitation,
  party: Party,
  at: Instant,
): Promise<boolean> {
  if (approved || !needsSecondPerson(peopleEndpoints.invitePerson, { role: roleOfType[party.type], party })) return true;
  return !(await othersApprove(own, { subject: invitedBy, partyId: party.partyId }, at));
}

function memberOf(party: Party, invitation: Invitation, since: Instant, before: Member | undefined): Member {
  const { subject, personName, function: inFunction, letter } = invitation;
  const { partyId, area } = party;
  const version = (before?.version ?? 0) + 1;
  return { subject, partyId, role: roleOfType[party.type], area, function: inFunction, personName, letter, since, version };
}

function acceptance(caller: Caller, party: Party, { invitationId, subject, function: inFunction, letter }: Invitation, at: Instant) {
  const { partyId, name } = party;
  const data = { invitationId, partyId, name, subject, function: inFunction, letter: letterDays(letter) };
  return { ...factEnvelopeOf(caller, at, aboutPerson(party, subject)), data };
}

/** Declines an invitation; one that ended may be declined as well. */
export function declineInvitation(ports: PartiesPorts, call: Call<typeof partiesEndpoints.declineInvitation>) {
  const { clock, own } = ports;
  const { caller, params } = call;
  const { subject } = caller;
  return runCommand<ReturnType<typeof invitationView>, PartiesRefusal>(ports, call, async () => {
    const invitation = await own.invitation(subject, params.invitationId);
    const party = invitation && (await own.party(invitation.partyId));
    if (!invitation || !party) return refuse({ code: "not-found" });
    const open = checkOpen(invitation);
    if (!open.ok) return open;
    const declined: Invitation = {
      ...invitation,
      state: stateAfter(partiesLifecycles.invitation, invitation.state, "declineInvitation"),
      version: invitation.version + 1,
    };
    const { invitationId } = invitation;
    const { partyId, name } = party;
    const envelope = factEnvelopeOf(caller, clock.now(), aboutPerson(party, subject));
    const fact = own.state(partiesFacts.personDeclined, { ...envelope, data: { partyId, name, subject, invitationId } });
    return accept({ response: invitationView(declined), writes: [own.invitationPut(declined), fact] });
  });
}

/** Invitations that the caller received. */
export async function listOwnInvitations({ own }: PartiesPorts, { caller, query }: Call<typeof partiesEndpoints.listOwnInvitations>) {
  const { items, ...rest } = await own.invitationsOf(caller.subject, query);
  return accept({ response: { items: items.map(invitationView), ...rest } });
}
