import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of batches, over the table Collateral. */
export function batchesRows(_table: Table) {
  return {};
}
