import * as z from "zod";
import { field, instantOut } from "../../../../shared/kernel/fields.ts";
import { component, decimalOut, growingWordsOut } from "../../../../shared/kernel/schemas.ts";

const found = ["entry-missing", "figures-differ"] as const;

/** A difference between a sealed trade record and the ledger. */
export const recordDifference = component("RecordDifference", {
  recordId: z.string().describe("Record"),
  block: z.int().min(1).describe("Sealed block in which the record is"),
  occurredAt: instantOut("When it was decided, by the record"),
  factType: z.string().describe("Type of the fact that the record was made from"),
  entryKind: z.string().describe("Kind of the cause of the ledger's entry"),
  entryReference: z.string().describe("Reference of that cause"),
  found: growingWordsOut(
    "RecordDifferenceFound",
    found,
    "entry-missing: the ledger has no entry of this cause and instant; figures-differ: it moved something else",
  ),
  account: field.account,
  instrument: field.instrument,
  recordedChange: decimalOut.describe("By how much available and held together changed, by the record"),
  recordedHeld: decimalOut.optional().describe("By how much what is held changed, by the record; absent where it does not say"),
  ledgerChange: decimalOut.describe("By how much both together changed in the ledger"),
  ledgerHeld: decimalOut.describe("By how much what is held changed in the ledger"),
});
/** See the schema. */
export type RecordDifference = z.output<typeof recordDifference>;
/** What is wrong. */
export type Found = (typeof found)[number];
