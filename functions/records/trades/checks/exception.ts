import * as z from "zod";
import { instantOut } from "../../../../shared/kernel/fields.ts";
import { component, growingWordsOut, words } from "../../../../shared/kernel/schemas.ts";
import { tradeKinds } from "../../../../shared/records/trade-record.ts";

/** What makes a record an exception. */
export const exceptionWords = ["late", "reversal"] as const;
/** One of them. */
export type ExceptionWord = (typeof exceptionWords)[number];
/** Schema of what exceptions are asked for by. */
export const exceptionWord = words(
  "RecordExceptionWord",
  exceptionWords,
  "late: sealed after its time had been sealed; reversal: takes another record back",
);

/** A sealed record that came late, or takes another one back. It names no party: the record itself does. */
export const recordException = component("RecordException", {
  recordId: z.string().describe("Record"),
  kind: growingWordsOut("TradeKindOut", tradeKinds, "Kind of trade record"),
  block: z.int().min(1).describe("Sealed block in which the record is"),
  occurredAt: instantOut("When it was decided"),
  late: z.boolean().describe("Whether it was sealed after its time had been sealed"),
  reverses: z.string().optional().describe("Record that it takes back, whole or in part"),
});
/** See the schema. */
export type RecordException = z.output<typeof recordException>;
