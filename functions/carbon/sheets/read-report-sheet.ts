import { readField } from "../../../shared/imports/read-field.ts";
import { expectation } from "../../../shared/kernel/expectations.ts";
import { inputErrorsOf } from "../../../shared/kernel/input-errors.ts";
import { message } from "../../../shared/kernel/message.ts";
import { type SheetError, shown } from "../../../shared/sheets/sheet-errors.ts";
import { type ReportValues, reportValues } from "../reports/shapes.ts";
import { cellsOf, type ReportColumn, type ReportRow, reportSheet } from "./report-columns.ts";

/** The place in the table of what a JSON pointer names below the values of a report. */
export type PlaceOf = (pointer: string) => { readonly row: number; readonly column: ReportColumn | "" };

/** What a table of a report states, with the place of each value; or everything that is wrong with it. */
export type ReportSheet =
  | { readonly sheet: string; readonly values: ReportValues; readonly placeOf: PlaceOf }
  | { readonly sheet: string; readonly errors: readonly SheetError[]; readonly errorCount: number };

/** Reads the table of a report, whatever its format; all errors of its cells and rows at once. */
export async function readReportSheet(bytes: Uint8Array): Promise<ReportSheet> {
  // Loaded on first use: what reads workbooks is as large as much of the rest.
  const { readSheet } = await import("../../../shared/sheets/read-sheet.ts");
  const { sheet, parts, errors, errorCount } = await readSheet(bytes, reportSheet);
  const ofRows = [...parts.flatMap(cellFaults), ...loneInvoices(parts), ...repeatedDays(parts)].map((fault) => ({ sheet, ...fault }));
  if (errorCount + ofRows.length > 0) {
    const all = [...errors, ...ofRows].toSorted((one, other) => one.row - other.row);
    return { sheet, errors: all.slice(0, reportSheet.mostErrors), errorCount: errorCount + ofRows.length };
  }
  const { stated, placeOf } = assembled(parts);
  const parsed = reportValues.safeParse(stated, { error: expectation });
  if (parsed.success) return { sheet, values: parsed.data, placeOf };
  // What single rows can't show: too many of them, or none of a kind that has to be there.
  const bounds = [...inputErrorsOf(parsed.error.issues)].map(({ path, detail }): SheetError => {
    return { sheet, ...placeOf(`/${path.join("/")}`), found: "", expected: detail };
  });
  return { sheet, errors: bounds, errorCount: bounds.length };
}

type Fault = Omit<SheetError, "sheet">;

/** What is wrong in a row of its entry; cells that can't be read by their columns were told before. */
function cellFaults(row: ReportRow): readonly Fault[] {
  if (row.entry === undefined) return [];
  return Object.entries(cellsOf[row.entry]).flatMap(([column, schema]) => {
    const found = row[column as ReportColumn];
    const read = found === undefined ? { value: found } : readField(schema, found);
    return "detail" in read ? [{ row: row.line, column, found: shown(found ?? ""), expected: read.detail }] : [];
  });
}

function activityName({ name = "", direction = "" }: ReportRow): string {
  return `${name} ${direction}`;
}

/** Invoices of activities that the table does not state. */
function loneInvoices(rows: readonly ReportRow[]): readonly Fault[] {
  const activities = new Set(rows.filter(({ entry }) => entry === "activity").map(activityName));
  return rows.flatMap((row) => {
    const { entry, line, name, direction } = row;
    if (entry !== "invoice" || !name || direction === undefined || activities.has(activityName(row))) return [];
    const expected = message(`须有同名同方向的 activity 行`, "an invoice of an activity row with the same name and direction");
    return [{ row: line, column: "name", found: `${name} ${direction}`.trim(), expected }];
  });
}

/** A year has its days of production once. */
function repeatedDays(rows: readonly ReportRow[]): readonly Fault[] {
  const [, ...more] = rows.filter(({ entry }) => entry === "days");
  const expected = message("days 行只填一次", "one row of days");
  return more.map(({ line, amount = "" }) => ({ row: line, column: "entry", found: `days ${amount}`.trim(), expected }));
}

/** The values that sound rows state, and where each of them stands. */
function assembled(rows: readonly ReportRow[]) {
  const of = (entry: ReportRow["entry"]) => rows.filter((row) => row.entry === entry);
  const [activities, generations, outputs, days] = [of("activity"), of("generation"), of("output"), of("days")];
  // Invoices belong to the first row of an activity; a second one is refused by the rules of reports.
  const first = new Map(activities.toReversed().map((row) => [activityName(row), row]));
  const invoicesOf = (activity: ReportRow) => of("invoice").filter((row) => first.get(activityName(row)) === activity);
  const invoices = activities.map(invoicesOf);
  const stated = {
    lines: activities.map((row, at) => ({
      ...{ kind: row.name, amount: row.amount, unit: row.unit, ...optional(row, "direction"), ...optional(row, "explanation") },
      invoices: invoices[at]?.map(({ number, seller, month, amount, unit }) => ({ number, seller, month, amount, unit })),
    })),
    generated: generations.map(({ name, amount, unit }) => ({ kind: name, amount, unit })),
    outputs: outputs.map((row) => ({ product: row.name, amount: row.amount, unit: row.unit, ...optional(row, "explanation") })),
    ...(days[0] && { productionDays: Number(days[0].amount) }),
  };
  const placeOf: PlaceOf = (pointer) => {
    const [list = "", at = "", member = "", position = "", ofInvoice = ""] = pointer.split("/").slice(1);
    if (list === "lines" && member === "invoices" && position !== "")
      return { row: invoices[Number(at)]?.[Number(position)]?.line ?? 0, column: columnOf(ofInvoice, "number") };
    const row = { lines: activities, generated: generations, outputs }[list]?.[at === "" ? -1 : Number(at)];
    return row ? { row: row.line, column: columnOf(member, "name") } : { row: 0, column: "" };
  };
  return { stated, placeOf };
}

function optional<Column extends "direction" | "explanation">(row: ReportRow, column: Column) {
  return row[column] ? { [column]: row[column] } : {};
}

/** The column of a member of a value; of the value as a whole, the one that names it. */
function columnOf(member: string, whole: ReportColumn): ReportColumn {
  const columns: Partial<Record<string, ReportColumn>> = {
    ...{ kind: "name", product: "name", invoices: "name" },
    ...{ direction: "direction", amount: "amount", unit: "unit", explanation: "explanation" },
    ...{ number: "number", seller: "seller", month: "month" },
  };
  return columns[member] ?? whole;
}
