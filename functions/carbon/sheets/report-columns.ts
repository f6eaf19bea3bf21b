import * as z from "zod";
import { activityKinds, activityUnits, directions } from "../../../shared/carbon/kinds.ts";
import { message } from "../../../shared/kernel/message.ts";
import { shortText, yearMonth } from "../../../shared/kernel/schemas.ts";
import type { SheetPart, SheetShape } from "../../../shared/sheets/sheet-shape.ts";
import { amountText } from "../reports/shapes.ts";
import { mostBytes, mostErrors, mostLines } from "./limits.ts";

/** What a row of the table of a report states. */
export const entries = ["activity", "invoice", "generation", "output", "days"] as const;

const blank = z.literal("", { error: message("此类行须留空", "nothing in a row of this entry") });
const orBlank = <Schema extends z.ZodType<unknown, string>>(schema: Schema) => z.union([z.literal(""), schema]);

/** Columns of the table of a report, in the order of its header; what each entry takes in them is in `cellsOf`. */
export const reportColumns = {
  entry: { holds: "text", schema: z.enum(entries) },
  name: { holds: "text", schema: orBlank(shortText) },
  direction: { holds: "text", schema: orBlank(z.enum(directions)) },
  amount: { holds: "number", schema: amountText },
  unit: { holds: "text", schema: shortText },
  explanation: { holds: "text", schema: orBlank(shortText) },
  number: { holds: "text", schema: orBlank(shortText) },
  seller: { holds: "text", schema: orBlank(shortText) },
  month: { holds: "month", schema: orBlank(yearMonth) },
} as const;

/** The table of a report. */
export const reportSheet: SheetShape<typeof reportColumns> = { sheet: "report", columns: reportColumns, mostBytes, mostLines, mostErrors };
/** A row of it, as far as it is well formed. */
export type ReportRow = SheetPart<typeof reportColumns>;
/** One of its columns. */
export type ReportColumn = keyof typeof reportColumns;

const kind = z.enum(activityKinds);
const unit = z.enum(activityUnits);
const noInvoice = { number: blank, seller: blank, month: blank };

/** What each entry takes in its cells, beyond what the columns take. */
export const cellsOf: Readonly<Record<(typeof entries)[number], Partial<Record<ReportColumn, z.ZodType>>>> = {
  activity: { name: kind, unit, ...noInvoice },
  invoice: { name: kind, unit, explanation: blank, number: shortText, seller: shortText, month: yearMonth },
  generation: { name: z.enum(["electricity", "heat"]), direction: blank, unit, explanation: blank, ...noInvoice },
  output: { name: shortText, direction: blank, ...noInvoice },
  days: {
    ...{ name: blank, direction: blank, unit: z.literal("d"), explanation: blank, ...noInvoice },
    amount: z.string().regex(/^(?:[1-2]?\d{1,2}|3[0-5]\d|36[0-6])$/, message("须为 0 至 366 的整数", "a whole number from 0 to 366")),
  },
};
