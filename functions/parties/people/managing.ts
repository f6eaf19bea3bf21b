import type { Caller } from "../../../shared/http/caller.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Member, Party } from "../../../shared/members/members.ts";
import { allows, type PersonFunction } from "../../../shared/members/vocabulary.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";

type Managing = { readonly own: Pick<PartiesPorts["own"], "member" | "party"> };

/**
 * The party whose people the caller manages, read anew: the caller may be remembered for ten seconds, and whoever was removed meanwhile
 * must not remove others.
 */
export async function managedParty({ own }: Managing, { subject, partyId }: Caller): Promise<Outcome<Party, PartiesRefusal>> {
  const [member, party] = await Promise.all([own.member(subject), own.party(partyId)]);
  return party && managesPeopleOf(member, partyId) ? accept(party) : refuse({ code: "not-a-representative" });
}

/**
 * Whether a person may be given a function by the caller: whoever does it alone, because nobody else can approve, gives one that approves.
 * Otherwise a party of a representative and clerks could do nothing any more that takes two.
 */
export function checkApproverFirst({ alone }: Pick<Caller, "alone">, given: PersonFunction): Outcome<true, PartiesRefusal> {
  return alone && !allows(given, "approve") ? refuse({ code: "approver-first" }) : accept(true);
}

/** Whether a person manages the people of a party. */
export function managesPeopleOf(member: Member | undefined, partyId: string): boolean {
  return member?.partyId === partyId && allows(member.function, "manage-people");
}

/** A person of the party, by the subject that was entered; `not-found` for everybody else, member elsewhere or not. */
export async function personOf(
  { own }: { readonly own: Pick<PartiesPorts["own"], "member"> },
  partyId: string,
  subject: string,
): Promise<Outcome<Member, NotFound>> {
  const member = await own.member(subject);
  return member?.partyId === partyId ? accept(member) : refuse({ code: "not-found" });
}
