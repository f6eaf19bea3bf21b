import { type CsvError, parse } from "csv-parse/sync";
import { message } from "../kernel/message.ts";
import type { ImportError } from "./import-errors.ts";

/** How large a file may be, and the names of its header. */
interface CsvBounds {
  readonly header: readonly string[];
  readonly mostBytes: number;
  readonly mostLines: number;
}

/** A line below the header: where it stands in the file, counted from 1, and its fields as they are written. */
interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** The lines of a CSV file below its header; none if the file as a whole is refused. What is wrong is added to `errors`. */
export function csvRecords(bytes: Uint8Array, { header, mostBytes, mostLines }: CsvBounds, errors: ImportError[]): readonly CsvRecord[] {
  const refused = (detail: string, line = 0): [] => {
    errors.splice(0, errors.length, { line, column: "", detail });
    return [];
  };
  if (bytes.length > mostBytes) {
    const most = `${mostBytes / 1024} KiB`;
    return refused(message(`文件不得超过 ${most}`, `a file has at most ${most}`));
  }
  const text = textOf(bytes);
  if (text === undefined) return refused(message("文件须为 UTF-8 编码", "a file is in UTF-8"));
  const malformed = (error: CsvError | undefined): undefined => {
    errors.push({ line: lineOf(error), column: "", detail: message("引号或行格式有误", "malformed quoting or line") });
  };
  const records = parse(text, {
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: malformed,
  }) as unknown as readonly ParsedRecord[];
  const [first, ...rows] = records;
  if (first?.record.join() !== header.join())
    return refused(message(`表头须为 ${header.join()}`, `the header has to be ${header.join()}`), 1);
  if (rows.length > mostLines)
    return refused(message(`不得超过 ${mostLines} 行，请分次导入`, `at most ${mostLines} lines: import the file in parts`));
  if (rows.length + errors.length === 0) return refused(message("文件中没有数据行", "the file has no lines"));
  return rows.map(({ record, info }) => ({ line: info.lines, fields: record }));
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text of a file, without its byte order mark; undefined if it is not UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Line at which reading a record failed; 0 if the reader does not say. */
function lineOf(error: CsvError | undefined): number {
  return error && "lines" in error && typeof error.lines === "number" ? error.lines : 0;
}
