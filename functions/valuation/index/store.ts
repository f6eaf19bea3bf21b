import type { Table } from "../../../shared/store/table.ts";

/** Rows of the composite index. */
export function indexRows(_table: Table) {
  return {};
}
