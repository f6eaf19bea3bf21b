import type { TradeRecord } from "../../../../shared/records/trade-record.ts";
import { type Cell, cellsOf, headersIn } from "./columns.ts";
import type { ExportFormat } from "./format.ts";

/** By the mark at the beginning, programs know UTF-8. */
const byteOrderMark = "\uFEFF";

/** CSV in UTF-8 by RFC 4180: a row for each record, cells safe to open in a spreadsheet program. */
export const csv: ExportFormat<TradeRecord, null> = {
  mediaType: "text/csv; charset=utf-8",
  begin: ({ language }) => ({
    bytes: Buffer.from(byteOrderMark + csvRow(headersIn(language).map((text) => ({ text, isNumber: false })))),
    rows: 0,
    state: null,
  }),
  rows: ({ language }, state, records) => ({
    bytes: Buffer.from(records.map((record) => csvRow(cellsOf(record, language))).join("")),
    rows: records.length,
    state,
  }),
  end: () => new Uint8Array(),
};

/** A row of a CSV file, with its end. */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/**
 * Beginnings by which a spreadsheet program takes a cell for a formula or a command, in both widths, also behind blanks; and characters that
 * would move what follows to the beginning of a cell.
 */
const beginsFormula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;
/** What makes RFC 4180 ask for quotes, and what other programs divide cells at: what follows it would begin one of its own. */
const needsQuotes = /[",;\t\r\n]/;

/**
 * A cell: a text that would begin a formula stands behind an apostrophe, by which programs take it for text. Numbers stay as they are, because a
 * column of decimals holds nothing else, and a minus before digits computes nothing.
 */
function csvCell({ text, isNumber }: Cell): string {
  const safe = !isNumber && beginsFormula.test(text) ? `'${text}` : text;
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
