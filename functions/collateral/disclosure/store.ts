import type { Table } from "../../../shared/store/table.ts";
import { exclusionReads } from "./exclusion-store.ts";

/** Reads and writes of disclosure, over the table Collateral. */
export function disclosureRows(table: Table) {
  return { ...exclusionReads(table) };
}
