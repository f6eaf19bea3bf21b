import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of filing, over the table Collateral. */
export function filingRows(_table: Table) {
  return {};
}
