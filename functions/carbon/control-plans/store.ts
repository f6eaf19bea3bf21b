import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of data-quality control plans, over the table Carbon. */
export function controlPlansRows(_table: Table) {
  return {};
}
