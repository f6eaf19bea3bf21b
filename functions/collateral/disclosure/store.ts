import type { Table } from "../../../shared/store/table.ts";
import { accidentRows } from "./accidents/store.ts";
import { consentRows } from "./consents/store.ts";
import { exclusionReads } from "./exclusion-store.ts";
import { type Standing, standingCodec } from "./rows.ts";

/** Refusal of what a later fact has said already; nobody is told. */
const older = { code: "older" } as const;

/** Reads and writes of disclosure, over the table Collateral. */
export function disclosureRows(table: Table) {
  return {
    ...consentRows(table),
    ...accidentRows(table),
    ...exclusionReads(table),
    /** Keeps how a year's discharge stands, unless a later fact said so already. */
    standingPut: (row: Standing) =>
      table.putIf(
        { pk: `standing#${row.account}`, sk: `${row.year}#${row.pollutant}` },
        standingCodec.encode(row),
        {
          condition: "attribute_not_exists(pk) OR #version < :version",
          names: { "#version": "version" },
          values: { ":version": { N: String(row.version) } },
        },
        older,
      ),
  };
}
