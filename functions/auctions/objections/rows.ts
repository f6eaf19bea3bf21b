import type { Key, PageRequest } from "../../../shared/store/client.ts";
import { integer, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import { auctionsLifecycles } from "../lifecycles.ts";

const fields = {
  auctionId: text,
  partyId: text,
  partyName: text,
  grounds: text,
  evidenceSha256: optional(text),
  state: oneOf(...auctionsLifecycles.objection.states),
  raisedAt: text,
  answer: optional(text),
  documentNumber: optional(text),
  answeredAt: optional(text),
  version: integer,
};
/** An objection to the result of an auction; a member has one at most. */
export type ResultObjection = RowOf<typeof fields>;
const codec = rowCodec(fields);

type Name = Pick<ResultObjection, "auctionId" | "partyId">;

function partitionOf(auctionId: string): string {
  return `objections#${auctionId}`;
}
function keyOf({ auctionId, partyId }: Name): Key {
  return { pk: partitionOf(auctionId), sk: partyId };
}

/** Reads and writes of objections in the table of auctions. */
export function resultObjections(table: Table) {
  return {
    /** The objection of a member. */
    resultObjection: (name: Name) => table.read(keyOf(name), codec.decode),
    /** The objections to a result, by member. */
    resultObjections: (auctionId: string, request: PageRequest) =>
      table.page({ partition: partitionOf(auctionId), ...request }, codec.decode),
    /** Puts an objection: a new one (version 1) or its next version. */
    resultObjectionPut: (objection: ResultObjection) => table.putVersion(keyOf(objection), codec.encode(objection), objection.version),
  };
}
