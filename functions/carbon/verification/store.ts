import type { Table } from "../../../shared/store/table.ts";

/** Reads and writes of verification, over the table Carbon. */
export function verificationRows(_table: Table) {
  return {};
}
