import { listingIndex } from "../deployment/indexes.ts";
import type { Item, Page, PageRequest } from "../store/client.ts";
import { listedAs } from "../store/indexes.ts";
import type { Table } from "../store/table.ts";
import { type Member, memberCodec } from "./members.ts";

function listOf(partyId: string): string {
  return `people#${partyId}`;
}

/** The attributes of a membership's row, which also put it into the list of its party's people. */
export function memberItem(member: Member): Item {
  return { ...memberCodec.encode(member), ...listedAs(listOf(member.partyId), `${member.since}#${member.subject}`) };
}

/** Lists of people: needs the right to query the index `byListing` of the table Parties. May lag by a second, so nothing is decided by it. */
export interface PeopleReader {
  /** The people of a party, those who joined first first; filter by `allows(function, "approve")` for its approvers. */
  peopleOf(partyId: string, request?: PageRequest): Promise<Page<Member>>;
}

/** The lists of people in the table Parties. */
export function peopleIn(table: Pick<Table, "page">): PeopleReader {
  return {
    peopleOf: (partyId, request) => table.page({ index: listingIndex, partition: listOf(partyId), ...request }, memberCodec.decode),
  };
}
