import type { Instant } from "../kernel/clock.ts";
import type { Table } from "../store/table.ts";
import { isValidAt } from "./letter.ts";
import { type Member, type Party, partyCodec, partyKey } from "./members.ts";
import { peopleIn } from "./people.ts";
import { allows } from "./vocabulary.ts";

/** Whether a person can approve at an instant: by its function, and under a letter of authority that is valid then. */
function canApprove({ function: own, letter }: Pick<Member, "function" | "letter">, at: Instant): boolean {
  return allows(own, "approve") && (letter === undefined || isValidAt(letter, at));
}

/** Whether one of these people, other than the subject, can approve; nobody can be ruled out while the list lacks one of the party. */
export function anotherApproves(people: readonly Member[], party: Pick<Party, "people">, subject: string, at: Instant): boolean {
  return people.length !== party.people || people.some((each) => each.subject !== subject && canApprove(each, at));
}

/**
 * Whether anybody of a person's party except that person can approve at an instant: two persons are asked for as long as there are two who
 * can. Reads the party as it is and, unless the person is the only one, its people; needs the right to list them.
 */
export async function othersApprove(
  table: Pick<Table, "read" | "page">,
  { subject, partyId }: { readonly subject: string; readonly partyId: string },
  at: Instant,
): Promise<boolean> {
  const party = await table.read(partyKey(partyId), partyCodec.decode);
  if (!party || party.people === 1) return false;
  // The list may lag, and a party may have more people than one page: then the count differs.
  const { items } = await peopleIn(table).peopleOf(partyId, { limit: 100 });
  return anotherApproves(items, party, subject, at);
}
