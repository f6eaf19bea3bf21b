import * as z from "zod";
import { message } from "../../../shared/kernel/message.ts";
import { sha256Hex } from "../../../shared/kernel/schemas.ts";
import type { SheetShape } from "../../../shared/sheets/sheet-shape.ts";
import { storedValue } from "../months/shapes.ts";
import { mostBytesOfMonth, mostErrors, mostLinesOfMonth } from "./limits.ts";

const { activity, amount, unit, meter, calibratedOn, samplingRecord } = storedValue.shape;
const notHashes = message("须为 SHA-256，以分号分隔，至多 10 个", "at most ten SHA-256, separated by semicolons");

/** Documents by their SHA-256, separated by semicolons; none if the cell is empty. */
const attachments = z
  .string()
  .transform((text) => (text.trim() === "" ? [] : text.split(";").map((each) => each.trim())))
  .pipe(z.array(sha256Hex, { error: notHashes }).max(10, { error: notHashes }));

/** Columns of the table of a month, in the order of its header: one row for each activity of the control plan. */
export const monthColumns = {
  activity: { holds: "text", schema: activity },
  amount: { holds: "number", schema: amount },
  unit: { holds: "text", schema: unit },
  meter: { holds: "text", schema: meter },
  calibratedOn: { holds: "day", schema: calibratedOn },
  samplingRecord: { holds: "text", schema: samplingRecord },
  attachments: { holds: "text", schema: attachments },
} as const;

/** The table of a month. */
export const monthSheet: SheetShape<typeof monthColumns> = {
  ...{ sheet: "month", columns: monthColumns, mostErrors },
  ...{ mostBytes: mostBytesOfMonth, mostLines: mostLinesOfMonth },
};
