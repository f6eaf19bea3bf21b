import type { Table } from "../../shared/store/table.ts";
import { allowancesRows } from "./allowances/store.ts";
import { controlPlansRows } from "./control-plans/store.ts";
import { monthsRows } from "./months/store.ts";
import { registerRows } from "./register/store.ts";
import { reportsRows } from "./reports/store.ts";
import { sheetsRows } from "./sheets/store.ts";
import { surrenderRows } from "./surrender/store.ts";
import { verificationRows } from "./verification/store.ts";

/** The table of carbon. */
export type CarbonStore = ReturnType<typeof carbonStore>;

/** Reads and writes of carbon. */
export function carbonStore(table: Table) {
  return {
    ...table,
    ...registerRows(table),
    ...controlPlansRows(table),
    ...monthsRows(table),
    ...reportsRows(table),
    ...sheetsRows(table),
    ...verificationRows(table),
    ...allowancesRows(table),
    ...surrenderRows(table),
  };
}
