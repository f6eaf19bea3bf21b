import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of monthly storage, over the table Carbon. */
export function monthsRows(_table: Table) {
  return {};
}
