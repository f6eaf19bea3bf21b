import { siteKey } from "../../../shared/members/sites.ts";
import type { Key, PageRequest } from "../../../shared/store/client.ts";
import { flag, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";

const changeFields = {
  changeId: text,
  siteId: text,
  partyId: text,
  kind: text,
  to: text,
  changedOn: text,
  inTime: flag,
  documentNumber: text,
  recordedAt: text,
};
/** A change of a licence that the bureau was told of. */
export type LicenceChange = RowOf<typeof changeFields>;
const changeCodec = rowCodec(changeFields);

function changesOf(siteId: string): string {
  return `licence-change#${siteId}#`;
}
function changeKey({ partyId, siteId, changeId }: LicenceChange): Key {
  return { pk: siteKey(partyId, siteId).pk, sk: `${changesOf(siteId)}${changeId}` };
}

/** Reads and writes of changes of licences. */
export function licenceStore(table: Table) {
  return {
    /** Changes of a site's licence, newest first: their ids sort by time. */
    licenceChanges: (partyId: string, siteId: string, request: PageRequest) =>
      table.page({ partition: siteKey(partyId, siteId).pk, prefix: changesOf(siteId), descending: true, ...request }, changeCodec.decode),
    /** Puts a change under its fresh id. */
    licenceChangePut: (change: LicenceChange) => table.put(changeKey(change), changeCodec.encode(change)),
  };
}
