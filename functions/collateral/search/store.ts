import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of search, over the table Collateral. */
export function searchRows(_table: Table) {
  return {};
}
