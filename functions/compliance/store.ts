import type { Table } from "../../shared/store/table.ts";
import { declarationsIn } from "./declarations/store.ts";
import { obligationsIn } from "./obligations/store.ts";

/** The table of compliance. */
export type ComplianceStore = ReturnType<typeof complianceStore>;

/** Reads and writes of compliance. */
export function complianceStore(table: Table) {
  return { ...table, ...declarationsIn(table), ...obligationsIn(table) };
}
