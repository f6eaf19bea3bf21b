import { listingIndex, secondListingIndex } from "../../../../shared/deployment/indexes.ts";
import { partyAccount, siteAccount } from "../../../../shared/ledger/account.ts";
import type { Key, PageRequest } from "../../../../shared/store/client.ts";
import { alsoListedAs, listedAs } from "../../../../shared/store/indexes.ts";
import type { Table } from "../../../../shared/store/table.ts";
import type { WriteFragment } from "../../../../shared/store/transaction.ts";
import { accidentsOf } from "../exclusion-store.ts";
import { type Accident, accidentCodec } from "../rows.ts";

function accidentKey(accidentId: string): Key {
  return { pk: `accident#${accidentId}`, sk: "accident" };
}
/** Key of an accident in the list of those that exclude an account. */
function excludingKey({ partyId, siteId, happenedOn, accidentId }: Accident): Key {
  return { pk: accidentsOf(siteId === undefined ? partyAccount(partyId) : siteAccount(siteId)), sk: `${happenedOn}#${accidentId}` };
}

/** Reads and writes of major accidents. Reads are strongly consistent, except for the lists. */
export function accidentRows(table: Table) {
  return {
    /** An accident. */
    accident: (accidentId: string) => table.read(accidentKey(accidentId), accidentCodec.decode),
    /** Accidents of a member, newest first. */
    accidentsOfParty: (partyId: string, request: PageRequest) =>
      table.page({ index: secondListingIndex, partition: `accidents#${partyId}`, descending: true, ...request }, accidentCodec.decode),
    /** Accidents in exactly one area, newest first. */
    accidentsIn: (area: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `accidents#${area}`, descending: true, ...request }, accidentCodec.decode),
    /** Puts an accident's next version; while it is not withdrawn it is among those that exclude. */
    accidentPut(row: Accident): WriteFragment<never>[] {
      const { area, partyId, recordedAt, accidentId, state, version } = row;
      const order = `${recordedAt}#${accidentId}`;
      const lists = { ...listedAs(`accidents#${area}`, order), ...alsoListedAs(`accidents#${partyId}`, order) };
      const encoded = accidentCodec.encode(row);
      return [
        table.putVersion(accidentKey(accidentId), { ...encoded, ...lists }, version),
        state === "recorded" ? table.put(excludingKey(row), encoded) : table.remove(excludingKey(row)),
      ];
    },
  };
}
