import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of templates and uploaded sheets, over the table Carbon. */
export function sheetsRows(_table: Table) {
  return {};
}
