import type { Instant } from "../kernel/clock.ts";
import type { Key } from "../store/client.ts";
import { integer, optional, type RowOf, rowCodec, text } from "../store/codec.ts";
import type { Table } from "../store/table.ts";
import { partyKey } from "./members.ts";

const nameFields = {
  partyId: text,
  name: text,
  area: text,
  /** First name is 1, each later one is one more. */
  ordinal: integer,
  from: text,
  /** When the next name took its place; absent for the name of today. */
  until: optional(text),
  /** Document of the registration authority; absent for the name a party registered with. */
  documentNumber: optional(text),
  documentDate: optional(text),
  version: integer,
};
/** A legal name of a party and when it was in force. */
export type PartyName = RowOf<typeof nameFields>;
/** Rows of names. */
export const nameCodec = rowCodec(nameFields);
/** Key of a party's name: names sort by when they came into force. */
export function nameKey({ partyId, from, ordinal }: Pick<PartyName, "partyId" | "from" | "ordinal">): Key {
  return { pk: partyKey(partyId).pk, sk: `name#${from}#${String(ordinal).padStart(4, "0")}` };
}

/** Strongly consistent reads of the names of parties: needs the right to query `party#*` of the table Parties. */
export interface NameReader {
  /** The name in force at an instant; undefined before the party was registered. */
  nameAt(partyId: string, at: Instant): Promise<PartyName | undefined>;
  /** Every name a party ever had here, the first one first. */
  namesOf(partyId: string): Promise<readonly PartyName[]>;
}

/** The reads of names in the table Parties. */
export function namesIn(table: Pick<Table, "page" | "all">): NameReader {
  return {
    async nameAt(partyId, at) {
      // `~` sorts after every ordinal of that instant.
      const range = { partition: partyKey(partyId).pk, from: "name#", to: `name#${at}#~`, descending: true, limit: 1 };
      const { items } = await table.page(range, nameCodec.decode);
      return items[0];
    },
    async namesOf(partyId) {
      const names: PartyName[] = [];
      for await (const name of table.all({ partition: partyKey(partyId).pk, prefix: "name#" }, nameCodec.decode)) names.push(name);
      return names;
    },
  };
}
