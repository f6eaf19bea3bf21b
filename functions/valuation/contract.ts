import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import {
  documentReference,
  id,
  pageOf,
  pageQuery,
  plainDate,
  price,
  reasonGiven,
  tonnes,
  wholeNumber,
  yearMonth,
} from "../../shared/kernel/schemas.ts";
import { priceMarket } from "../../shared/valuation/markets.ts";
import { priceSource } from "../../shared/valuation/price-sources.ts";
import { baselineEndpoints } from "./baseline/contract.ts";
import { baselineFacts } from "./baseline/contract-facts.ts";
import { mostBytes } from "./imports/limits.ts";
import { indexEndpoints } from "./index/contract.ts";
import { indexFacts } from "./index/contract-facts.ts";
import { averageOfPrices, pricedDay, priceImport, priceStated, publishedPrice } from "./shapes.ts";
import { valuesEndpoints } from "./values/contract.ts";

const ofMarket = z.object({ market: priceMarket });
const ofDay = ofMarket.extend({ date: plainDate });
const booking = { roles: ["operator", "regulator"], secondPerson: { always: ["operator", "regulator"] } } as const;
const figures = {
  volumeTonnes: tonnes.describe("Tonnes traded that day; zero where nothing was, and the price then enters no average"),
  priceCny: price.describe("CNY for a tonne, above zero"),
  documentNumber: documentReference.describe("Document or page that published the price"),
};

/** The endpoints of prices of markets. */
const marketEndpoints = {
  bookMarketPrice: endpoint({
    ...booking,
    operationId: "bookMarketPrice",
    method: "POST",
    path: "/valuation/prices",
    summary:
      "Books the price of a market that a source published for a day, once: a second person approves it. A wrong one is corrected by a new version.",
    body: z.object({
      market: priceMarket,
      date: plainDate.describe("Day of the trades, in Asia/Shanghai; not after today"),
      source: priceSource,
      ...figures,
    }),
    creates: "/valuation/prices/{market}/days/{date}",
    response: publishedPrice,
    refusals: ["price-in-future", "price-booked", "price-import-running"],
  }),
  correctMarketPrice: endpoint({
    ...booking,
    operationId: "correctMarketPrice",
    method: "POST",
    path: "/valuation/prices/{market}/days/{date}/sources/{source}/corrections",
    summary: "Corrects a booked price: the next version, with its reason. Earlier versions stay as they are.",
    params: ofDay.extend({ source: priceSource }),
    body: z.object({
      ...figures,
      corrects: wholeNumber(1, 1_000_000, { zh: "版本", en: "a version" }).describe("Version that it corrects: the current one"),
      reason: reasonGiven.describe("Why it is corrected"),
    }),
    response: publishedPrice,
    refusals: ["price-unknown", "price-changed", "price-unchanged", "price-import-running"],
  }),
  importMarketPrices: endpoint({
    ...booking,
    operationId: "importMarketPrices",
    method: "POST",
    path: "/valuation/price-imports",
    summary:
      "Imports prices as CSV: the file is checked whole, with all errors at once, and booked only if nothing is wrong. Until all of it is booked, nothing else is booked for its markets. The same file is imported once.",
    body: z.object({
      documentNumber: documentReference.describe("Document or page that published the prices"),
      file: z
        .base64()
        .min(1)
        .max(Math.ceil(mostBytes / 3) * 4)
        .describe("The file as it is, in base64: UTF-8, at most 192 KiB and 2,000 lines; docs/examples has one"),
    }),
    creates: "/valuation/price-imports/{importId}",
    response: priceImport,
    refusals: ["price-file-imported", "price-file-refused", "price-import-running"],
  }),
  readPriceImport: endpoint({
    operationId: "readPriceImport",
    method: "GET",
    path: "/valuation/price-imports/{importId}",
    summary: "Reads an imported file of prices.",
    roles: ["operator", "regulator"],
    params: z.object({ importId: id }),
    response: priceImport,
    refusals: [],
  }),
  listMarketPrices: endpoint({
    operationId: "listMarketPrices",
    method: "GET",
    path: "/valuation/prices/{market}",
    summary: "Lists the published prices of a market by day, the latest day first; of each day the price that counts comes first.",
    roles: ["public"],
    params: ofMarket,
    query: pageQuery.extend({
      from: plainDate.optional().describe("Only from this day on"),
      until: plainDate.optional().describe("Only up to this day, included"),
    }),
    response: pageOf(pricedDay),
    refusals: ["days-reversed"],
  }),
  listPriceVersions: endpoint({
    operationId: "listPriceVersions",
    method: "GET",
    path: "/valuation/prices/{market}/days/{date}",
    summary: "Lists every version of a day's prices by source, the latest version of each first.",
    roles: ["public"],
    params: ofDay,
    query: pageQuery,
    response: pageOf(publishedPrice),
    refusals: [],
  }),
  readMonthlyAverage: endpoint({
    operationId: "readMonthlyAverage",
    method: "GET",
    path: "/valuation/prices/{market}/averages/{month}",
    summary: "Reads the volume-weighted average price of a market in a calendar month, computed from the prices that count.",
    roles: ["public"],
    params: ofMarket.extend({ month: yearMonth }),
    response: averageOfPrices,
    refusals: [],
  }),
  readAverageBefore: endpoint({
    operationId: "readAverageBefore",
    method: "GET",
    path: "/valuation/prices/{market}/averages-before/{date}",
    summary: "Reads the volume-weighted average price of a market in the month that ends the day before a date, such as a deadline.",
    roles: ["public"],
    params: ofMarket.extend({ date: plainDate }),
    response: averageOfPrices,
    refusals: [],
  }),
} as const;

/** The endpoints of valuation. */
export const valuationEndpoints = {
  ...marketEndpoints,
  ...baselineEndpoints,
  ...indexEndpoints,
  ...valuesEndpoints,
} as const;

/** The facts of valuation. */
export const valuationFacts = {
  pricePublished: factSchema(
    "price-published",
    1,
    z.object({
      ...priceStated,
      corrects: z
        .object({ volumeTonnes: priceStated.volumeTonnes, priceCny: priceStated.priceCny })
        .optional()
        .describe("What the version before said; absent from the first version"),
    }),
    "A published price of a market was booked for a day and a source, or corrected by a new version; averages of its month change with it.",
  ),
  priceFileImported: factSchema(
    "price-file-imported",
    1,
    priceImport.omit({ state: true, importedAt: true, bookedAt: true }),
    "A file of published prices was accepted; its prices are being booked, each with a fact of its own.",
  ),
  ...baselineFacts,
  ...indexFacts,
} as const;
