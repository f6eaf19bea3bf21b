import { type CsvError, parse } from "csv-parse/sync";
import { message } from "../kernel/message.ts";
import type { ImportError } from "./import-errors.ts";

/** A line, or the header: where it stands in the file, counted from 1, and its fields as they are written. */
interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * The header and the lines of a CSV file that is in UTF-8, without empty ones. What is malformed is added to `errors`; undefined if that is the
 * file as a whole.
 */
export function csvRecords(bytes: Uint8Array, errors: ImportError[]): readonly CsvRecord[] | undefined {
  const text = textOf(bytes);
  if (text === undefined) {
    errors.push({ line: 0, column: "", detail: message("文件须为 UTF-8 编码", "a file is in UTF-8") });
    return undefined;
  }
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
  return records.map(({ record, info }) => ({ line: info.lines, fields: record }));
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
