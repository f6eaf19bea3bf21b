import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of surrender, over the table Carbon. */
export function surrenderRows(_table: Table) {
  return {};
}
