import { listingIndex } from "../../../shared/deployment/indexes.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { comparableName } from "../../../shared/kernel/legal-name.ts";
import { nameCodec, nameKey, namesIn, type PartyName } from "../../../shared/members/names.ts";
import type { PageRequest } from "../../../shared/store/client.ts";
import { listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";

/** Names of an area are listed by their first character, so that a search reads one partition an area and no name shares one with all. */
function listOf(area: string, comparable: string): string {
  return `names#${area}#${[...comparable][0] ?? ""}`;
}

/** Ends the comparable form in a position of the list: never in such a form, so that a whole name can be told from a longer one. */
const end = "#";

/** What a search looks for. */
export interface NameSearch {
  readonly name: string;
  readonly match: "prefix" | "exact";
  /** Only names in force at this instant. */
  readonly at?: Instant | undefined;
}

/** Whether a name was in force at an instant. */
function inForce({ from, until }: PartyName, at: Instant): boolean {
  return from <= at && (until === undefined || at < until);
}

/** Reads and writes of the names of parties. */
export function nameStore(table: Table) {
  return {
    ...namesIn(table),
    /** Names of a party, the first one first, a page at a time. */
    namePage: (partyId: string, request: PageRequest) =>
      table.page({ partition: nameKey({ partyId, from: "", ordinal: 1 }).pk, prefix: "name#", ...request }, nameCodec.decode),
    /** Puts a name: a new one (version 1) or its next version. */
    namePut: (name: PartyName) => {
      const comparable = comparableName(name.name);
      const listed = listedAs(listOf(name.area, comparable), `${comparable}${end}${name.partyId}#${name.ordinal}`);
      return table.putVersion(nameKey(name), { ...nameCodec.encode(name), ...listed }, name.version);
    },
    /** Names of exactly one area that match, in their alphabetical order. */
    async namesLike(area: string, { name, match, at }: NameSearch, request: PageRequest) {
      const comparable = comparableName(name);
      const prefix = match === "exact" ? `${comparable}${end}` : comparable;
      const query = { index: listingIndex, partition: listOf(area, comparable), prefix, ...request };
      const { items, ...rest } = await table.page(query, nameCodec.decode);
      return { items: at === undefined ? items : items.filter((each) => inForce(each, at)), ...rest };
    },
  };
}
