import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of changes, over the table Collateral. */
export function changesRows(_table: Table) {
  return {};
}
