import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Party } from "../../../shared/members/members.ts";
import { allows, endedStandings, type PersonFunction } from "../../../shared/members/vocabulary.ts";
import type { PartiesRefusal } from "../problems.ts";

type Counted = Pick<Party, "people" | "representatives" | "version">;

/**
 * The party with one person more, or one fewer, in a function. Every change of a party's people is a new version of its row, so that two
 * at once can't both find that a representative is left.
 */
export function counted<P extends Counted>(party: P, personFunction: PersonFunction, change: 1 | -1): P {
  const representatives = party.representatives + (allows(personFunction, "manage-people") ? change : 0);
  return { ...party, people: party.people + change, representatives, version: party.version + 1 };
}

/** The party after one of its people changed function. */
export function recounted<P extends Counted>(party: P, from: PersonFunction, to: PersonFunction): P {
  const { representatives } = counted(counted(party, from, -1), to, 1);
  return { ...party, representatives, version: party.version + 1 };
}

/** Whether somebody in this function may go: a registered party always keeps one representative; an ended registration binds nobody. */
export function checkMayGo({ representatives, standing }: Party, personFunction: PersonFunction): Outcome<true, PartiesRefusal> {
  const last = allows(personFunction, "manage-people") && representatives === 1;
  return last && !endedStandings.includes(standing) ? refuse({ code: "last-representative" }) : accept(true);
}
