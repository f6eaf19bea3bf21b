import type * as z from "zod";
import { message } from "../kernel/message.ts";
import { csvRecords } from "./csv-records.ts";
import type { ImportError } from "./import-errors.ts";
import { readField } from "./read-field.ts";

/** What each column of a file has to be, in the order of its header. */
type Columns = Readonly<Record<string, z.ZodType>>;

/** The shape of a file: its columns, and how large it may be. */
export interface CsvShape<Schemas extends Columns> {
  readonly columns: Schemas;
  readonly mostBytes: number;
  readonly mostLines: number;
  /** A field as its schema reads it; unchanged by default. */
  readonly normalise?: (column: string, field: string) => string;
}

/** A well-formed line: where it stands in the file, counted from 1, and its fields as their schemas read them. */
export type CsvLine<Schemas extends Columns> = { readonly line: number } & {
  readonly [Column in keyof Schemas]: z.output<Schemas[Column]>;
};

/** The well-formed lines of a file, and everything that is wrong with the others, in the order of the file. */
export interface CsvFile<Schemas extends Columns> {
  readonly lines: readonly CsvLine<Schemas>[];
  readonly errors: readonly ImportError[];
}

/** A line as far as it is well formed: only the fields that their schemas read. */
export type CsvPart<Schemas extends Columns> = { readonly line: number } & {
  readonly [Column in keyof Schemas]?: z.output<Schemas[Column]> | undefined;
};

/** A file, with all its lines as far as they are well formed: for checks of several fields or lines, so that they find their errors, too. */
export interface CsvReading<Schemas extends Columns> extends CsvFile<Schemas> {
  readonly parts: readonly CsvPart<Schemas>[];
}

/**
 * Reads a CSV file with a header, fields in double quotes where they need them, UTF-8 with or without a byte order mark. All errors are found
 * at once, each with line and column.
 */
export function readCsvFile<const Schemas extends Columns>(bytes: Uint8Array, shape: CsvShape<Schemas>): CsvReading<Schemas> {
  const { columns, mostBytes, mostLines } = shape;
  const names = Object.keys(columns);
  if (bytes.length > mostBytes) {
    const most = `${mostBytes / 1024} KiB`;
    return refused(message(`文件不得超过 ${most}`, `a file has at most ${most}`));
  }
  const errors: ImportError[] = [];
  const records = csvRecords(bytes, errors);
  if (!records) return { lines: [], parts: [], errors };
  const [header, ...rows] = records;
  if (header?.fields.join() !== names.join())
    return refused(message(`表头须为 ${names.join()}`, `the header has to be ${names.join()}`), 1);
  if (rows.length > mostLines)
    return refused(message(`不得超过 ${mostLines} 行，请分次导入`, `at most ${mostLines} lines: import the file in parts`));
  if (rows.length + errors.length === 0) return refused(message("文件中没有数据行", "the file has no lines"));
  const read = rows.flatMap(({ line, fields }) => readLine(fields, line, shape, errors));
  // Each schema parsed its own column.
  const lines = read.filter(({ sound }) => sound).map(({ part }) => part as CsvLine<Schemas>);
  return { lines, parts: read.map(({ part }) => part), errors: inOrder(errors) };
}

/** Errors for all lines but the first with the same key; lines without one are not compared. */
export function repetitions<Line extends { readonly line: number }>(
  lines: readonly Line[],
  keyOf: (line: Line) => string | undefined,
  column: string,
  detail: string,
): ImportError[] {
  const seen = new Set<string>();
  return lines.flatMap((each) => {
    const key = keyOf(each);
    if (key === undefined) return [];
    if (seen.has(key)) return [{ line: each.line, column, detail }];
    seen.add(key);
    return [];
  });
}

/** Errors in the order of the file. */
export function inOrder(errors: readonly ImportError[]): ImportError[] {
  return errors.toSorted((one, other) => one.line - other.line);
}

function refused(detail: string, line = 0): { readonly lines: []; readonly parts: []; readonly errors: ImportError[] } {
  return { lines: [], parts: [], errors: [{ line, column: "", detail }] };
}

function readLine<Schemas extends Columns>(
  record: readonly string[],
  line: number,
  { columns, normalise = (_, field) => field }: CsvShape<Schemas>,
  errors: ImportError[],
): { readonly part: CsvPart<Schemas>; readonly sound: boolean }[] {
  const entries = Object.entries(columns);
  if (record.length !== entries.length) {
    errors.push({ line, column: "", detail: message(`须有 ${entries.length} 个字段`, `a line has ${entries.length} fields`) });
    return [];
  }
  const values: Record<string, unknown> = {};
  let sound = true;
  for (const [position, [column, schema]] of entries.entries()) {
    const field = record[position] ?? "";
    const read = readField(schema, normalise(column, field), field);
    if ("detail" in read) errors.push({ line, column, detail: read.detail });
    else values[column] = read.value;
    sound &&= "value" in read;
  }
  return [{ part: { line, ...values } as CsvPart<Schemas>, sound }];
}
