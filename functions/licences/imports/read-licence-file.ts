import { type CsvFile, type CsvLine, inOrder, readCsvFile, repetitions } from "../../../shared/imports/csv-file.ts";
import type { ImportError } from "../../../shared/imports/import-errors.ts";
import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { eiaColumns, licenceColumns, lineMessages } from "./columns.ts";
import { mostBytes, mostLines } from "./limits.ts";

/** A line of a file of discharge licences. */
export type LicenceLine = CsvLine<typeof licenceColumns>;
/** A line of a file of EIA approvals. */
export type EiaLine = CsvLine<typeof eiaColumns>;

const limits = { mostBytes, mostLines };

/** Reads a file of discharge licences, each once; all errors at once. */
export function readLicences(bytes: Uint8Array): CsvFile<typeof licenceColumns> {
  const { lines, parts, errors } = readCsvFile(bytes, { columns: licenceColumns, ...limits });
  const backwards = parts.filter(
    ({ validFrom, validUntil }) => validFrom !== undefined && validUntil !== undefined && validUntil <= validFrom,
  );
  const found = [
    ...repetitions(parts, ({ licenceNumber }) => licenceNumber, "licenceNumber", lineMessages.repeatedLicence),
    ...backwards.map(({ line }): ImportError => ({ line, column: "validUntil", detail: lineMessages.validity })),
  ];
  return { lines, errors: inOrder([...errors, ...found]) };
}

/** Reads a file of EIA approvals, each project and pollutant once; all errors at once. */
export function readApprovals(bytes: Uint8Array, today: PlainDate): CsvFile<typeof eiaColumns> {
  const { lines, parts, errors } = readCsvFile(bytes, { columns: eiaColumns, ...limits });
  const early = parts.filter(({ approvedOn }) => approvedOn !== undefined && approvedOn > today);
  const projectOf = ({ project, pollutant }: (typeof parts)[number]) => project && pollutant && `${pollutant} ${project}`;
  const found = [
    ...repetitions(parts, projectOf, "project", lineMessages.repeatedApproval),
    ...early.map(({ line }): ImportError => ({ line, column: "approvedOn", detail: lineMessages.inFuture })),
  ];
  return { lines, errors: inOrder([...errors, ...found]) };
}
