import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import {
  decimalOut,
  documentReference,
  id,
  pageOf,
  pageQuery,
  positiveCny,
  positiveTonnes,
  price,
  shortText,
  wholeNumber,
} from "../../shared/kernel/schemas.ts";
import { pollutantCode, poolId } from "../../shared/permits/pools.ts";
import { buyBack, buyBackFund, buyBackPrice, funding, payment, priceFields, readers, storedSurplus } from "./shapes.ts";

const poolPollutant = z.object({ pool: poolId, pollutant: pollutantCode });

/** The endpoints of buy-back. */
export const buyBackEndpoints = {
  buyBackSurplus: endpoint({
    operationId: "buyBackSurplus",
    method: "POST",
    path: "/surplus/storages/{storageId}/buy-backs",
    summary: "Accepts the standing buy-back price for stored surplus: tonnes go to the reserve and the money to the holder in one entry.",
    roles: ["enterprise"],
    secondPerson: { choice: "allocations" },
    params: z.object({ storageId: id }),
    body: z.object({
      tonnes: positiveTonnes.describe("Tonnes to sell back"),
      priceVersion: wholeNumber(1, 1_000_000, { zh: "版本号", en: "version" }).describe("Version of the standing price that is accepted"),
    }),
    response: buyBack,
    refusals: [
      ...(["wrong-state", "above-stored", "permit-term-over", "recovery-open"] as const),
      ...(["no-buy-back-price", "buy-back-price-changed", "buy-back-fund-too-small", "fee-debt"] as const),
    ],
  }),
  publishBuyBackPrice: endpoint({
    operationId: "publishBuyBackPrice",
    method: "POST",
    path: "/surplus/buy-back-prices/{pool}/{pollutant}",
    summary: "Publishes the standing price at which certified surplus of a pollutant in a pool is bought back, with its source.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: poolPollutant,
    body: z.object({
      priceCnyPerTonneYear: price.describe("CNY for a tonne and year of the remaining term"),
      source: shortText.describe("Where the price comes from"),
      documentNumber: documentReference,
    }),
    response: buyBackPrice,
    refusals: ["outside-your-area", "pollutant-not-in-pool"],
  }),
  listBuyBackPrices: endpoint({
    operationId: "listBuyBackPrices",
    method: "GET",
    path: "/surplus/buy-back-prices/{pool}/{pollutant}",
    summary: "Lists the buy-back prices of a pollutant in a pool; the first is the standing one.",
    roles: readers,
    params: poolPollutant,
    query: pageQuery,
    response: pageOf(buyBackPrice),
    refusals: [],
  }),
  fundBuyBacks: endpoint({
    operationId: "fundBuyBacks",
    method: "POST",
    path: "/surplus/buy-back-fund",
    summary: "Moves money from the treasury's main account to the fund that pays for buy-backs.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    body: z.object({ amount: positiveCny.describe("CNY to move"), documentNumber: documentReference }),
    response: funding,
    refusals: ["city-only", "treasury-too-small"],
  }),
  readBuyBackFund: endpoint({
    operationId: "readBuyBackFund",
    method: "GET",
    path: "/surplus/buy-back-fund",
    summary: "Reads what buy-backs can be paid from.",
    roles: ["regulator", "district", "operator"],
    response: buyBackFund,
    refusals: [],
  }),
} as const;

/** Facts about buy-back; quantities are decimal strings, names and numbers those of then. */
export const buyBackFacts = {
  buyBackPricePublished: factSchema(
    "buy-back-price-published",
    1,
    z.object(priceFields),
    "The bureau published the standing price of buy-backs of a pollutant in a pool.",
  ),
  buyBackFunded: factSchema(
    "buy-back-funded",
    1,
    z.object(funding.shape),
    "Money of the treasury was moved to the fund that pays for buy-backs.",
  ),
  permitsBoughtBack: factSchema(
    "permits-bought-back",
    1,
    z.object({
      ...storedSurplus,
      boughtTonnes: decimalOut.describe("Tonnes that were bought back"),
      remainingTonnes: decimalOut.describe("Tonnes that are still stored"),
      ...payment,
      blockReference: z
        .string()
        .describe("Reference of the quota that it became, never used again: pollutant, pool and addition to the reserve"),
    }),
    "Stored surplus was bought back: it is quota of the reserve, and its price the holder's.",
  ),
};
