import * as z from "zod";
import { blockHeader, hiddenEntry, sealEntry } from "./chain.ts";
import { signedHead } from "./signed-head.ts";

/** The form of a sealed export. A changed form is a new word. */
export const sealedExportForm = "ecovalue-sealed-export-1";

/** First line of a sealed export: what it holds. */
export const exportHeading = z.strictObject({
  form: z.literal(sealedExportForm),
  area: z.string().describe("Area whose records are in it; entries of others are shown by their hash only"),
  from: z.string().describe("First instant of the range"),
  before: z.string().describe("First instant after the range"),
  complete: z.boolean().describe("Whether the signed head says that everything recorded in order before the end of the range is sealed"),
});
/** See the schema. */
export type ExportHeading = z.output<typeof exportHeading>;

/** A line with a block. Entries stand where the block touches the range; elsewhere the header alone links. */
export const blockLine = z.strictObject({
  block: z.strictObject(blockHeader.shape),
  entries: z.array(z.union([z.strictObject(sealEntry.shape), z.strictObject(hiddenEntry.shape)])).optional(),
});
/** See the schema. */
export type BlockLine = z.output<typeof blockLine>;

/** A line with a record of the block before it. Its members are those that were hashed, whatever they are. */
export const recordLine = z.strictObject({ record: z.looseObject({ recordId: z.string(), occurredAt: z.string() }) });
/** Last line: the signed head to which the blocks lead. */
export const headLine = z.strictObject({ head: z.strictObject(signedHead.shape) });

/** A range of instants, the second excluded. */
export interface ExportRange {
  readonly from: string;
  readonly before: string;
}

/** Whether a block may have entries in a range. */
export function touches({ first, last }: { readonly first: string; readonly last: string }, { from, before }: ExportRange): boolean {
  return first < before && last >= from;
}
