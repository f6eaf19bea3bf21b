import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of coverage, over the table Collateral. */
export function coverageRows(_table: Table) {
  return {};
}
