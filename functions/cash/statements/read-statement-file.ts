import { type CsvError, parse } from "csv-parse/sync";
import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { expectation } from "../../../shared/kernel/expectations.ts";
import { firstInputError } from "../../../shared/kernel/input-errors.ts";
import { textFault } from "../../../shared/kernel/text.ts";
import { comparedReference, type StatementError, type StatementLine } from "../rows.ts";
import { type Column, columns, fieldSchemas, statementMessages, withZone } from "./columns.ts";
import { mostBytes, mostLines } from "./limits.ts";

/** The lines of a file that are well formed, and everything that is wrong with the others. */
export interface StatementFile {
  readonly lines: readonly StatementLine[];
  readonly errors: readonly StatementError[];
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads a statement: CSV with a header, fields in double quotes where they need them, UTF-8 with or without a byte order mark. All errors
 * are found at once, each with line and column.
 */
export function readStatementFile(bytes: Uint8Array): StatementFile {
  if (bytes.length > mostBytes) return refused(statementMessages.tooLarge);
  const text = textOf(bytes);
  if (text === undefined) return refused(statementMessages.notUtf8);
  const errors: StatementError[] = [];
  const malformed = (error: CsvError | undefined): undefined => {
    errors.push({ line: lineOf(error), column: "", detail: statementMessages.quoting });
  };
  const records = parse(text, {
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: malformed,
  }) as unknown as readonly CsvRecord[];
  const [header, ...rows] = records;
  if (header?.record.join() !== columns.join()) return refused(statementMessages.header, 1);
  if (rows.length > mostLines) return refused(statementMessages.tooManyLines);
  if (rows.length + errors.length === 0) return refused(statementMessages.noLines);
  const lines = rows.flatMap(({ record, info }) => readLine(record, info.lines, errors));
  return { lines, errors: [...errors, ...repetitions(lines)].sort((one, other) => one.line - other.line) };
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

function refused(detail: string, line = 0): StatementFile {
  return { lines: [], errors: [{ line, column: "", detail }] };
}

function readLine(record: readonly string[], line: number, errors: StatementError[]): StatementLine[] {
  if (record.length !== columns.length) {
    errors.push({ line, column: "", detail: statementMessages.fields });
    return [];
  }
  const values = {} as Record<Column, unknown>;
  let sound = true;
  for (const [position, column] of columns.entries()) {
    const field = record[position] ?? "";
    const parsed = fieldSchemas[column].safeParse(column === "creditedAt" ? withZone(field) : field, { error: expectation });
    values[column] = parsed.data;
    const detail = textFault(field) ?? firstInputError(parsed.error)?.detail;
    sound &&= detail === undefined;
    if (detail !== undefined) errors.push({ line, column, detail });
  }
  // Each schema parsed its own column.
  return sound ? [{ line, ...(values as { amount: Decimal; creditedAt: Instant }) } as StatementLine] : [];
}

function repetitions(lines: readonly StatementLine[]): StatementError[] {
  const seen = new Set<string>();
  return lines.flatMap(({ line, bankReference }) => {
    const compared = comparedReference(bankReference);
    if (!seen.has(compared)) {
      seen.add(compared);
      return [];
    }
    return [{ line, column: "bankReference", detail: statementMessages.repeated }];
  });
}
