import type * as z from "zod";
import { importRowKey } from "../../shared/imports/import-rows.ts";
import { type Key, keyOf, type PageRequest } from "../../shared/store/client.ts";
import { integer, json, oneOf, optional, type RowOf, rowCodec, text, texts } from "../../shared/store/codec.ts";
import { inBatches } from "../../shared/store/in-batches.ts";
import type { Table } from "../../shared/store/table.ts";
import { baselineRows } from "./baseline/store.ts";
import type { PriceLine } from "./imports/read-price-file.ts";
import { indexRows } from "./index/store.ts";
import { valuationLifecycles } from "./lifecycles.ts";
import type { publishedPrice } from "./shapes.ts";

/** A version of a published price; its figures are decimal strings. */
export type Price = z.output<typeof publishedPrice>;
/** A line of a file, with its figures as decimal strings. */
export type StoredLine = Omit<PriceLine, "line" | "volumeTonnes" | "priceCny"> & Pick<Price, "volumeTonnes" | "priceCny">;

const priceCodec = rowCodec({ price: json((value) => value as Price) });
const dayFields = { market: text, date: text, prices: json((value) => value as readonly Price[]), version: integer };
/** The current prices of a market for a day, one of each source. */
export type Day = RowOf<typeof dayFields>;
const dayCodec = rowCodec(dayFields);

const seriesFields = { market: text, importId: optional(text), version: integer };
/** The prices of a market as a whole: every booking changes it, so they happen in turn. While a file is being booked, it names the file. */
export type Series = RowOf<typeof seriesFields>;
const seriesCodec = rowCodec(seriesFields);

const importFields = {
  importId: text,
  state: oneOf(...valuationLifecycles.priceImport.states),
  markets: texts,
  lines: integer,
  documentNumber: text,
  sha256: text,
  importedAt: text,
  importedBy: text,
  approvedBy: optional(text),
  bookedAt: optional(text),
  /** Pages that are booked. */
  booked: integer,
  version: integer,
};
/** A file that was accepted. */
export type PriceImport = RowOf<typeof importFields>;
const importCodec = rowCodec(importFields);
const linesCodec = rowCodec({ lines: json((value) => value as readonly StoredLine[]) });

/** A day of a market. */
export type MarketDay = Pick<Day, "market" | "date">;

function daysOf(market: string): string {
  return `days#${market}`;
}
function dayKey({ market, date }: MarketDay): Key {
  return { pk: daysOf(market), sk: date };
}
function versionsOf({ market, date }: MarketDay): string {
  return `versions#${market}#${date}`;
}
function seriesKey(market: string): Key {
  return { pk: `series#${market}`, sk: "series" };
}
function importPartition(importId: string): string {
  return `import#${importId}`;
}
function importKey(importId: string): Key {
  return { pk: importPartition(importId), sk: "import" };
}

/** The table of valuation. */
export type ValuationStore = ReturnType<typeof valuationStore>;

/** Reads and writes of valuation; all reads are strongly consistent. */
export function valuationStore(table: Table) {
  return {
    ...table,
    ...baselineRows(table),
    ...indexRows(table),
    /** The prices of a day. */
    day: (of: MarketDay) => table.read(dayKey(of), dayCodec.decode),
    /** The prices of several days that differ, in any order and without those that have none. */
    daysAt: (days: readonly MarketDay[]): Promise<Day[]> => inBatches(days.map(dayKey), (some) => table.readMany(some, dayCodec.decode)),
    /** Days of a market with prices, the latest first. */
    days: (market: string, request: PageRequest & { readonly from?: string; readonly to?: string }) =>
      table.page({ partition: daysOf(market), descending: true, ...request }, dayCodec.decode),
    /** Puts the prices of a day: the first (version 1) or its next version. */
    dayPut: (row: Day) => table.putVersion(dayKey(row), dayCodec.encode(row), row.version),
    /** Versions of a day's prices by source, the latest of each first. */
    versions: (of: MarketDay, request: PageRequest) =>
      table.page({ partition: versionsOf(of), descending: true, ...request }, priceCodec.decode),
    /** Puts a version of a price for good; `stale` if another was booked first. */
    versionPut: (price: Price) =>
      table.putNew(
        { pk: versionsOf(price), sk: `${price.source}#${String(price.version).padStart(8, "0")}` },
        priceCodec.encode({ price }),
        "stale",
      ),
    /** The prices of a market as a whole; version 0 before the first. */
    series: async (market: string): Promise<Series> => (await table.read(seriesKey(market), seriesCodec.decode)) ?? { market, version: 0 },
    /** Puts the next version of it; `stale` if something else was booked meanwhile. */
    seriesPut: (row: Series) => table.putVersion(seriesKey(row.market), seriesCodec.encode(row), row.version),
    /** An imported file. */
    import: (importId: string) => table.read(importKey(importId), importCodec.decode),
    /** Puts an import: a new one (version 1) or its next version. */
    importPut: (row: PriceImport) => table.putVersion(importKey(row.importId), importCodec.encode(row), row.version),
    /** Puts the pages of a file that is not there yet: nobody sees them before the import itself is put. */
    linesPut: (importId: string, pages: readonly (readonly StoredLine[])[]) =>
      table.putAll(
        pages.map((lines, page) => ({
          ...keyOf({ pk: importPartition(importId), sk: importRowKey("lines", page) }),
          ...linesCodec.encode({ lines }),
        })),
      ),
    /** A page of a file's lines; undefined after the last. */
    linesOf: async (importId: string, page: number) =>
      (await table.read({ pk: importPartition(importId), sk: importRowKey("lines", page) }, linesCodec.decode))?.lines,
  };
}
