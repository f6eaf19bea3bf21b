import type { Caller } from "../../../shared/http/caller.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Member, Party } from "../../../shared/members/members.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { partiesFacts } from "../contract.ts";
import type { PartiesPorts } from "../ports.ts";
import { counted } from "./headcount.ts";

/** Whom a fact about a person concerns: the party, and the person, who reads it as `person:<subject>` while acting for nobody. */
export function aboutPerson({ partyId, area }: Pick<Party, "partyId" | "area">, subject: string) {
  return { parties: [partyId, `person:${subject}`], areas: [area] };
}

/** Why a membership ends, for the fact that states it. */
interface Ending {
  readonly at: Instant;
  readonly reason: string;
  readonly documentNumber?: string;
}

/** What the end of a membership changes besides its row: the party's headcount, and the fact that remembers who acted for it since when. */
export function endingWrites(
  { own }: Pick<PartiesPorts, "own">,
  caller: Pick<Caller, "subject">,
  party: Party,
  { subject, function: inFunction, since }: Member,
  { at, ...ending }: Ending,
) {
  const { partyId, name } = party;
  const envelope = factEnvelopeOf(caller, at, aboutPerson(party, subject));
  const fact = own.state(partiesFacts.personRemoved, {
    ...envelope,
    data: { partyId, name, subject, function: inFunction, since, ...ending },
  });
  return [own.partyPut(counted(party, inFunction, -1)), fact];
}
