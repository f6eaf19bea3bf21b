import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of freezes, over the table Collateral. */
export function freezesRows(_table: Table) {
  return {};
}
