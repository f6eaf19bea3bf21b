import { enforcementKey } from "../../../shared/collateral/pledged-sales.ts";
import { listingIndex, secondListingIndex } from "../../../shared/deployment/indexes.ts";
import type { PageRequest } from "../../../shared/store/client.ts";
import { alsoListedAs, listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import { type Enforcement, enforcementCodec } from "./rows.ts";

/** Reads and writes of enforcement, over the table Collateral. Reads are strongly consistent, except for the lists. */
export function enforcementRows(table: Table) {
  return {
    /** An enforcement. */
    enforcement: (enforcementId: string) => table.read(enforcementKey(enforcementId), enforcementCodec.decode),
    /** Enforcements that a bank began, newest first. */
    enforcementsOfBank: (partyId: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `enforcements#${partyId}`, descending: true, ...request }, enforcementCodec.decode),
    /** Enforcements of what a pledgor pledged, newest first. */
    enforcementsOfPledgor: (partyId: string, request: PageRequest) =>
      table.page(
        { index: secondListingIndex, partition: `enforcements#${partyId}`, descending: true, ...request },
        enforcementCodec.decode,
      ),
    /** Puts a new enforcement (version 1) or its next version; `stale` if another change came first. */
    enforcementPut: (row: Enforcement) => {
      const order = `${row.beganAt}#${row.enforcementId}`;
      const lists = { ...listedAs(`enforcements#${row.bankId}`, order), ...alsoListedAs(`enforcements#${row.pledgorId}`, order) };
      return table.putVersion(enforcementKey(row.enforcementId), { ...enforcementCodec.encode(row), ...lists }, row.version);
    },
  };
}
