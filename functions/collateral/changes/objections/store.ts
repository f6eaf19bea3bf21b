import { listingIndex, secondListingIndex } from "../../../../shared/deployment/indexes.ts";
import type { PageRequest } from "../../../../shared/store/client.ts";
import { alsoListedAs, dueAs, listedAs } from "../../../../shared/store/indexes.ts";
import type { Table } from "../../../../shared/store/table.ts";
import { objectionDueAt } from "./due.ts";
import { objectionCodec, objectionKey, type PledgeObjection } from "./rows.ts";

/** Kind of due work: an objection was not notified, or not sued for, in time. */
export const objectionDue = "pledge-objection";

/** Reads and writes of objections, over the table Collateral. Reads are strongly consistent, except for the lists. */
export function objectionRows(table: Table) {
  return {
    /** An objection. */
    pledgeObjection: (objectionId: string) => table.read(objectionKey(objectionId), objectionCodec.decode),
    /** Several objections, a hundred at most, unordered. */
    pledgeObjectionsAt: (objectionIds: readonly string[]) => table.readMany(objectionIds.map(objectionKey), objectionCodec.decode),
    /** Objections to a pledge, newest first. */
    objectionsToPledge: (pledgeId: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `objections-to#${pledgeId}`, descending: true, ...request }, objectionCodec.decode),
    /** Objections of a member, newest first. */
    pledgeObjectionsOf: (partyId: string, request: PageRequest) =>
      table.page({ index: secondListingIndex, partition: `objections-of#${partyId}`, descending: true, ...request }, objectionCodec.decode),
    /** Puts a new objection (version 1) or its next version; `stale` if another change came first. */
    pledgeObjectionPut(row: PledgeObjection) {
      const { objectionId, pledgeId, objectorId, enteredAt, version } = row;
      const order = `${enteredAt}#${objectionId}`;
      const due = objectionDueAt(row);
      const lists = {
        ...listedAs(`objections-to#${pledgeId}`, order),
        ...alsoListedAs(`objections-of#${objectorId}`, order),
        ...(due && dueAs(objectionDue, objectionId, due)),
      };
      return table.putVersion(objectionKey(objectionId), { ...objectionCodec.encode(row), ...lists }, version);
    },
  };
}
