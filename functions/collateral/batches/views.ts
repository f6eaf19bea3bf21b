import { rowsPerPage } from "./limits.ts";
import type { PledgeBatch } from "./store.ts";

/** A batch, as it is read. */
export function batchView({ bankId: _bank, importedBy: _by, version: _version, pages, ...row }: PledgeBatch) {
  return { ...row, drafted: Math.min(row.rows, pages * rowsPerPage) };
}
