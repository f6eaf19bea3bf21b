import * as z from "zod";
import { dayOut, field, instantOut } from "../../shared/kernel/fields.ts";
import { component, count, decimalOut, sha256Hex, words } from "../../shared/kernel/schemas.ts";
import { priceMarketOut } from "../../shared/valuation/markets.ts";
import { priceSourceOut } from "../../shared/valuation/price-sources.ts";
import { valuationLifecycles } from "./lifecycles.ts";

/** What a published price is: one for each market, day and source, and each version of it. */
export const priceStated = {
  market: priceMarketOut,
  date: dayOut("Day of the trades, in Asia/Shanghai"),
  source: priceSourceOut,
  volumeTonnes: decimalOut.describe("Tonnes traded; zero where nothing was, and the price then enters no average"),
  priceCny: decimalOut.describe("CNY for a tonne"),
  documentNumber: field.documentNumber.describe("Document or page that published the price"),
  version: count.describe("Version: 1 as it was first booked; every correction is another"),
  correctionReason: z.string().optional().describe("Why it was corrected; absent from the first version"),
};
/** A version of a published price. */
export const publishedPrice = component("PublishedPrice", { ...priceStated, bookedAt: instantOut("When it was booked") });
/** The prices of one day. */
export const pricedDay = component("PricedDay", {
  market: priceMarketOut,
  date: dayOut("Day of the trades"),
  prices: z.array(publishedPrice).describe("The current price of each source, by precedence: the first counts"),
});
/** An average of the prices that count. */
export const averageOfPrices = component("AverageOfPrices", {
  market: priceMarketOut,
  from: dayOut("First day of the month"),
  until: dayOut("Last day of the month, included"),
  averageCny: decimalOut.nullable().describe("CNY for a tonne, weighted by volume, half up to two decimals; null where nothing was traded"),
  volumeTonnes: decimalOut.describe("Tonnes that it rests on"),
  days: count.describe("Days with trades that it rests on"),
});

const importState = words(
  "PriceImportState",
  valuationLifecycles.priceImport.states,
  "accepted: its prices are being booked; booked: all of them are",
);
/** A file of prices that was accepted. */
export const priceImport = component("PriceImport", {
  importId: z.string().describe("Imported file"),
  state: importState,
  markets: z.array(priceMarketOut).describe("Markets whose prices it has"),
  lines: count.describe("Prices in it"),
  documentNumber: field.documentNumber.describe("Document that published the prices"),
  sha256: sha256Hex.describe("SHA-256 of the file"),
  importedAt: instantOut("When it was imported"),
  bookedAt: instantOut("When all of its prices were booked; absent before").optional(),
});
