import type * as z from "zod";

/**
 * What a column's cells hold. Spreadsheets turn what is typed into numbers and dates, so a column says what it takes: a `day` or `month` also
 * takes a date, a `number` never does, and a `text` takes a number as it is written.
 */
export interface SheetColumn<Schema extends z.ZodType = z.ZodType> {
  readonly holds: "text" | "number" | "day" | "month";
  /** Reads the cell's text; an empty cell is the empty text. */
  readonly schema: Schema;
}

/** What each column of a table has to be, by the name in its header, in the order of the header. */
export type SheetColumns = Readonly<Record<string, SheetColumn>>;

/** The shape of a table, whether it comes as XLSX or CSV, and how large it may be. */
export interface SheetShape<Columns extends SheetColumns> {
  /** Name of the worksheet; a workbook with one visible worksheet may name it otherwise. */
  readonly sheet: string;
  readonly columns: Columns;
  readonly mostBytes: number;
  readonly mostLines: number;
  /** How many errors are told; all are counted. */
  readonly mostErrors: number;
}

/** A well-formed line: its row in the sheet, counted from 1, and its cells as their schemas read them. */
export type SheetLine<Columns extends SheetColumns> = { readonly line: number } & {
  readonly [Column in keyof Columns]: z.output<Columns[Column]["schema"]>;
};

/** A line as far as it is well formed: for checks of several cells or lines, so that they find their errors, too. */
export type SheetPart<Columns extends SheetColumns> = { readonly line: number } & {
  readonly [Column in keyof Columns]?: z.output<Columns[Column]["schema"]> | undefined;
};
