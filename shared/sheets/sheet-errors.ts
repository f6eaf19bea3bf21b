import { bilingual } from "../kernel/message.ts";

/** What is wrong at one place of a table. */
export interface SheetError {
  /** Name of the worksheet; empty for a CSV file and for a file as a whole. */
  readonly sheet: string;
  /** Row of the sheet or line of the file, counted from 1; 0 for the file or the sheet as a whole. */
  readonly row: number;
  /** Name of the column in the header, letters of a column without one, or empty for a row as a whole. */
  readonly column: string;
  /** What stands there, shortened. */
  readonly found: string;
  /** What is expected there, in both languages as `message` joins them. */
  readonly expected: string;
}

/** The file as a whole can't be read: thrown inside this folder only, where reading stops at once. */
export class UnreadableSheet extends Error {
  readonly found: string;
  readonly expected: string;

  constructor(found: string, expected: string) {
    super(expected);
    this.found = found;
    this.expected = expected;
  }
}

/** Most characters of a cell that an error repeats. */
const mostShown = 100;

/** What stands in a cell, as an error shows it. */
export function shown(text: string): string {
  const characters = [...text.slice(0, 2 * mostShown + 2)];
  return characters.length > mostShown ? `${characters.slice(0, mostShown).join("")}…` : text;
}

/** An error as the API returns it. */
export function sheetErrorView({ sheet, row, column, found, expected }: SheetError) {
  return { sheet, row, column, found, expected: bilingual(expected) };
}
