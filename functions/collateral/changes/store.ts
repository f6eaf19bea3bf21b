import type { Table } from "../../../shared/store/table.ts";
import { agreedRows } from "./agreed/store.ts";
import { nameRows } from "./names/store.ts";
import { objectionRows } from "./objections/store.ts";

/** Reads and writes of changes, over the table Collateral. */
export function changesRows(table: Table) {
  return { ...agreedRows(table), ...nameRows(table), ...objectionRows(table) };
}
