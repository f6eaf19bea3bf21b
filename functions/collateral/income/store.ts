import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of income, over the table Collateral. */
export function incomeRows(_table: Table) {
  return {};
}
