import type { Table } from "../../../shared/store/table.ts";

/** Rows of baseline prices. */
export function baselineRows(_table: Table) {
  return {};
}
