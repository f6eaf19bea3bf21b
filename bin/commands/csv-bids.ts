import { type CsvError, parse } from "csv-parse/sync";
import { readBids } from "../../functions/auctions/clearing/bid-book.ts";
import { writtenBid } from "../../functions/auctions/clearing/schema.ts";
import { didYouMean } from "../../shared/command-line/did-you-mean.ts";
import { expectation } from "../../shared/kernel/expectations.ts";
import { inputErrorsOf } from "../../shared/kernel/input-errors.ts";
import { messageIn } from "../../shared/kernel/message.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import type { Companion, WrongFile } from "./command.ts";

const columns = ["id", "bidder", "price", "quantity", "receivedAt", "group"] as const;
const optional: readonly string[] = ["group"];
/** Errors that are written out; of more there is the number. */
const errorsShown = 100;

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Bids in a CSV file beside the terms. */
export const csvBids: Companion = {
  option: "bids",
  summary: `the bids as CSV: a header with ${columns.join(", ")} (group may be left out) in any order, and a row for each bid`,
  read: readCsvBids,
};

/**
 * Reads bids: CSV in UTF-8 with or without a byte order mark, any line ends, fields in double quotes where they need them, empty lines
 * skipped. All errors are found at once, each with the line it ends on, the column, what stands there and what is expected.
 */
function readCsvBids(bytes: Uint8Array): Outcome<readonly unknown[], WrongFile> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return wrong(["not UTF-8 text: save the file as UTF-8"]);
  }
  const errors: string[] = [];
  const malformed = (error: CsvError | undefined): undefined => {
    const line = error && "lines" in error ? `line ${String(error.lines)}: ` : "";
    errors.push(`${line}malformed quoting: a field with a quote stands in quotes, and quotes in it are doubled`);
  };
  const [header, ...records] = parse(text, {
    ...{ info: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_error: true, on_skip: malformed },
  }) as unknown as readonly CsvRecord[];
  const names = (header?.record ?? []).map((name) => name.trim());
  const ofHeader = faultsOfHeader(names);
  if (ofHeader.length > 0) return wrong(ofHeader.map((error) => `line ${header?.info.lines ?? 1}: ${error}`));
  for (const { record, info } of records) {
    if (record.length !== names.length) errors.push(`line ${info.lines}: ${record.length} fields where the header has ${names.length}`);
  }
  const bids = records.map(({ record }) => bidOf(record, names));
  // The reader of books is fast and says the first error only: the others are looked for where there is one.
  if (errors.length === 0 && readBids(bids).ok) return accept(bids);
  for (const [index, { record, info }] of records.entries()) {
    if (record.length === names.length) errors.push(...faultsOfBid(bids[index]).map((fault) => `line ${info.lines}, column ${fault}`));
  }
  errors.push(...repetitions(bids, records));
  return wrong([...new Set(errors)].sort((one, other) => lineOf(one) - lineOf(other)));
}

function faultsOfHeader(names: readonly string[]): string[] {
  const known: readonly string[] = columns;
  const unknown = names.filter((name) => !known.includes(name));
  const missing = known.filter((name) => !names.includes(name) && !optional.includes(name));
  return [
    ...unknown.map((name) => `no column ${JSON.stringify(name)}${didYouMean(name, known)}`),
    ...names.filter((name, index) => names.indexOf(name) < index).map((name) => `the column ${name} stands twice`),
    ...(missing.length > 0 ? [`the header lacks ${missing.join(", ")}`] : []),
  ];
}

/** The bid of a row; an empty group is none. */
function bidOf(record: readonly string[], names: readonly string[]): Readonly<Record<string, string>> {
  const fields = names.map((name, index) => [name, record[index] ?? ""] as const);
  return Object.fromEntries(fields.filter(([name, value]) => name !== "group" || value !== ""));
}

const soundBid = { id: "1", bidder: "1", price: "1", quantity: "1" };

function faultsOfBid(bid: Readonly<Record<string, string>> = {}): string[] {
  const { error } = writtenBid.safeParse(bid, { error: expectation });
  const faults = [...inputErrorsOf(error?.issues ?? [])].map(({ path, detail }) => ({
    column: String(path[0]),
    message: messageIn(detail, "en"),
  }));
  const { receivedAt } = bid;
  // The schema knows the notation of an instant, the reader of books the days that exist.
  if (!faults.some(({ column }) => column === "receivedAt") && !readBids([{ ...soundBid, receivedAt }]).ok) {
    faults.push({ column: "receivedAt", message: "not a day that exists" });
  }
  return faults.map(({ column, message }) => `${column}: ${JSON.stringify(bid[column] ?? "")}: ${message}`);
}

function repetitions(bids: readonly Readonly<Record<string, string>>[], records: readonly CsvRecord[]): string[] {
  const seen = new Map<string, number>();
  return bids.flatMap(({ id = "" }, index) => {
    const line = records[index]?.info.lines ?? 0;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, line);
    return first === undefined || id === "" ? [] : [`line ${line}, column id: ${JSON.stringify(id)} stands already on line ${first}`];
  });
}

function lineOf(error: string): number {
  return Number(/^line (\d+)/.exec(error)?.[1] ?? 0);
}

function wrong(errors: readonly string[]): { readonly ok: false; readonly refusal: WrongFile } {
  const more = errors.length - errorsShown;
  return refuse({ code: "wrong-file", errors: more > 0 ? [...errors.slice(0, errorsShown), `and ${more} more errors`] : errors });
}
