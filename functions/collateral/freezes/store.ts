import { listingIndex, secondListingIndex } from "../../../shared/deployment/indexes.ts";
import type { PageRequest } from "../../../shared/store/client.ts";
import { alsoListedAs, listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import { type Freeze, freezeCodec, freezeKey } from "./rows.ts";

/** Reads and writes of freezes, over the table Collateral. Reads are strongly consistent, except for the lists. */
export function freezesRows(table: Table) {
  return {
    /** A freeze. */
    freeze: (freezeId: string) => table.read(freezeKey(freezeId), freezeCodec.decode),
    /** Several freezes, a hundred at most, unordered. */
    freezesAt: (freezeIds: readonly string[]) => table.readMany(freezeIds.map(freezeKey), freezeCodec.decode),
    /** Freezes in exactly one area, newest first. */
    freezesIn: (area: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `freezes-in#${area}`, descending: true, ...request }, freezeCodec.decode),
    /** Freezes on what a member has, newest first. */
    freezesOf: (partyId: string, request: PageRequest) =>
      table.page({ index: secondListingIndex, partition: `freezes-of#${partyId}`, descending: true, ...request }, freezeCodec.decode),
    /** Puts a new freeze (version 1) or its next version; `stale` if another change came first. */
    freezePut(row: Freeze) {
      const { freezeId, area, partyId, enteredAt, version } = row;
      const order = `${enteredAt}#${freezeId}`;
      const lists = { ...listedAs(`freezes-in#${area}`, order), ...alsoListedAs(`freezes-of#${partyId}`, order) };
      return table.putVersion(freezeKey(freezeId), { ...freezeCodec.encode(row), ...lists }, version);
    },
  };
}
