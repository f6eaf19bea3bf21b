import type { Table } from "../../shared/store/table.ts";
import { batchesRows } from "./batches/store.ts";
import { changesRows } from "./changes/store.ts";
import { disclosureRows } from "./disclosure/store.ts";
import { enforcementRows } from "./enforcement/store.ts";
import { filingRows } from "./filing/store.ts";
import { freezesRows } from "./freezes/store.ts";
import { incomeRows } from "./income/store.ts";
import { pledgesRows } from "./pledges/store.ts";
import { registerRows } from "./register/store.ts";
import { searchRows } from "./search/store.ts";

/** The table of collateral. */
export type CollateralStore = ReturnType<typeof collateralStore>;

/** Reads and writes of collateral, those of coverage apart: `coverageStore` has them besides. */
export function collateralStore(table: Table) {
  return {
    ...table,
    ...registerRows(table),
    ...pledgesRows(table),
    ...changesRows(table),
    ...filingRows(table),
    ...batchesRows(table),
    ...freezesRows(table),
    ...enforcementRows(table),
    ...disclosureRows(table),
    ...incomeRows(table),
    ...searchRows(table),
  };
}
