import type { Caller } from "../../../shared/http/caller.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Member } from "../../../shared/members/members.ts";
import { endedStandings } from "../../../shared/members/vocabulary.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { PartiesPorts } from "../ports.ts";
import type { PartiesRefusal } from "../problems.ts";
import { endingWrites } from "./statements.ts";

/** A person who is free to act for a party: the membership that the new one takes the place of, if any, and what its end changes. */
export interface FreedPerson {
  readonly member: Member | undefined;
  readonly writes: readonly WriteFragment<never>[];
}

/** Whether the caller is free to act for a party: acting for none, or for one whose registration was refused or withdrawn. */
export async function freedPerson(
  { own }: Pick<PartiesPorts, "own">,
  caller: Caller,
  at: Instant,
): Promise<Outcome<FreedPerson, PartiesRefusal>> {
  const member = await own.member(caller.subject);
  if (!member) return accept({ member, writes: [] });
  const party = await own.party(member.partyId);
  if (!party || !endedStandings.includes(party.standing)) return refuse({ code: "already-member" });
  return accept({ member, writes: endingWrites({ own }, caller, party, member, { at, reason: `registration ${party.standing}` }) });
}
