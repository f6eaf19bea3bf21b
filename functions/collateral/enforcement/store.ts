import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of enforcement, over the table Collateral. */
export function enforcementRows(_table: Table) {
  return {};
}
