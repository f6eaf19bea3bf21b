import { listingIndex, secondListingIndex } from "../../../../shared/deployment/indexes.ts";
import type { PageRequest } from "../../../../shared/store/client.ts";
import { alsoListedAs, dueAs, listedAs } from "../../../../shared/store/indexes.ts";
import type { Table } from "../../../../shared/store/table.ts";
import { changeCodec, changeKey, type PledgeChange } from "./rows.ts";

/** Kind of due work: the days to answer a change end. */
export const changeDue = "pledge-change";

/** Reads and writes of changes that others agree to, over the table Collateral. Reads are strongly consistent, except for the lists. */
export function agreedRows(table: Table) {
  return {
    /** A change. */
    pledgeChange: (changeId: string) => table.read(changeKey(changeId), changeCodec.decode),
    /** Changes of a pledge, newest first. */
    changesOfPledge: (pledgeId: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `pledge-changes#${pledgeId}`, descending: true, ...request }, changeCodec.decode),
    /** Changes that a member had or has to answer, newest first. */
    changesToAnswer: (partyId: string, request: PageRequest) =>
      table.page(
        { index: secondListingIndex, partition: `pledge-changes-to#${partyId}`, descending: true, ...request },
        changeCodec.decode,
      ),
    /** Puts a new change (version 1) or its next version; `stale` if another came first. */
    pledgeChangePut(row: PledgeChange) {
      const { changeId, pledgeId, answererId, proposedAt, answerBy, state, version } = row;
      const order = `${proposedAt}#${changeId}`;
      const lists = {
        ...listedAs(`pledge-changes#${pledgeId}`, order),
        ...alsoListedAs(`pledge-changes-to#${answererId}`, order),
        ...(state === "proposed" && dueAs(changeDue, changeId, answerBy)),
      };
      return table.putVersion(changeKey(changeId), { ...changeCodec.encode(row), ...lists }, version);
    },
  };
}
