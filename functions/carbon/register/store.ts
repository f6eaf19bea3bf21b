import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of factor sets, key entities, the city's energy and coverage, over the table Carbon. */
export function registerRows(_table: Table) {
  return {};
}
