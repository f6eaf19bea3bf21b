import type { TradeRecord } from "../../../../shared/records/trade-record.ts";
import { addRows, beginWorkbook, endWorkbook, type TableToWrite, type WorkbookState } from "../../../../shared/sheets/stream-workbook.ts";
import { cellsOf, columns, headersIn } from "./columns.ts";
import type { ExportAsked, ExportFormat } from "./format.ts";

/** Names of the worksheets, the first of them without a number. */
const sheet = { zh: "交易记录", en: "Trade records" } as const;

function tableIn({ language }: ExportAsked): TableToWrite {
  return { sheet: sheet[language], headers: headersIn(language), isNumber: columns.map(({ numbers }) => numbers) };
}

/** XLSX: a row for each record, as many worksheets as they need. */
export const workbook: ExportFormat<TradeRecord, WorkbookState> = {
  mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  mostBytes: 4_000_000_000,
  begin: (asked) => ({ ...beginWorkbook(tableIn(asked)), rows: 0 }),
  rows: (asked, state, records) => ({
    ...addRows(
      tableIn(asked),
      state,
      records.map((record) => cellsOf(record, asked.language)),
    ),
    rows: records.length,
  }),
  end: (asked, state) => endWorkbook(tableIn(asked), state),
};
