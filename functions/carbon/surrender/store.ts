import type { Table } from "../../../shared/store/table.ts";
import { obligationCodec, obligationKey, type SurrenderObligation } from "./rows.ts";

/** Reads and writes of surrender, over the table Carbon. */
export function surrenderRows(table: Table) {
  return {
    /** What an entity has to surrender for a year, if anything is known of it. */
    obligation: (partyId: string, year: string) => table.read(obligationKey({ partyId, year }), obligationCodec.decode),
    /** Puts the next version of an obligation. */
    obligationPut: (row: SurrenderObligation) => table.putVersion(obligationKey(row), obligationCodec.encode(row), row.version),
  };
}
