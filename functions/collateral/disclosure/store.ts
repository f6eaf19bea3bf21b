import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of disclosure, over the table Collateral. */
export function disclosureRows(_table: Table) {
  return {};
}
