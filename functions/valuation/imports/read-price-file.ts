import { type CsvFile, type CsvLine, inOrder, readCsvFile, repetitions } from "../../../shared/imports/csv-file.ts";
import type { ImportError } from "../../../shared/imports/import-errors.ts";
import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { message } from "../../../shared/kernel/message.ts";
import { plainDate, price, tonnes } from "../../../shared/kernel/schemas.ts";
import { priceMarket } from "../../../shared/valuation/markets.ts";
import { priceSource } from "../../../shared/valuation/price-sources.ts";
import { mostBytes, mostLines } from "./limits.ts";

/** Columns of a file of prices, in the order of its header. */
export const priceColumns = { market: priceMarket, date: plainDate, volumeTonnes: tonnes, priceCny: price, source: priceSource } as const;
/** A line of such a file. */
export type PriceLine = CsvLine<typeof priceColumns>;

/** A line as far as it says which price it has. */
export type NamedLine = Pick<PriceLine, "line" | "market" | "date" | "source">;

/** A file of prices: its lines, everything that is wrong with them, and all lines that name a price, well formed otherwise or not. */
export interface PriceFile extends CsvFile<typeof priceColumns> {
  readonly named: readonly NamedLine[];
}

const repeated = message("文件中有同一市场、日期和来源的重复行", "market, day and source occur twice in the file");

/** Reads a file of prices, each market, day and source once and none after today; all errors at once. */
export function readPriceFile(bytes: Uint8Array, today: PlainDate): PriceFile {
  const { lines, parts, errors } = readCsvFile(bytes, { columns: priceColumns, mostBytes, mostLines });
  const named = parts.filter((part): part is typeof part & NamedLine => {
    const { market, date, source } = part;
    return market !== undefined && date !== undefined && source !== undefined;
  });
  const early = parts.filter(({ date }) => date !== undefined && date > today);
  const found = [
    ...repetitions(named, ({ market, date, source }) => `${market} ${date} ${source}`, "date", repeated),
    ...early.map(({ line }): ImportError => ({ line, column: "date", detail: message(`晚于今日（${today}）`, `after today, ${today}`) })),
  ];
  return { lines, named, errors: inOrder([...errors, ...found]) };
}
