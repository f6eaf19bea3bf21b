import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of allocation of allowances, over the table Carbon. */
export function allowancesRows(_table: Table) {
  return {};
}
