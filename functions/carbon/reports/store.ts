import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of annual reports, over the table Carbon. */
export function reportsRows(_table: Table) {
  return {};
}
