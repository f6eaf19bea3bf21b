import { type CsvFile, inOrder, readCsvFile, repetitions } from "../../../shared/imports/csv-file.ts";
import { comparedReference } from "../rows.ts";
import { columns, statementMessages, withZone } from "./columns.ts";
import { mostBytes, mostLines } from "./limits.ts";

/** The lines of a bank statement that are well formed, and everything that is wrong with the others. */
export function readStatementFile(bytes: Uint8Array): CsvFile<typeof columns> {
  const normalise = (column: string, field: string): string => (column === "creditedAt" ? withZone(field) : field);
  const { lines, errors } = readCsvFile(bytes, { columns, mostBytes, mostLines, normalise });
  const repeated = repetitions(lines, (line) => comparedReference(line.bankReference), "bankReference", statementMessages.repeated);
  return { lines, errors: inOrder([...errors, ...repeated]) };
}
