import { defineApi } from "../../shared/http/api.ts";
import { baselineUseCases } from "./baseline/use-cases.ts";
import { bookMarketPrice, correctMarketPrice } from "./book-price.ts";
import { valuation } from "./deployment.ts";
import { importMarketPrices, readPriceImport } from "./imports/import-prices.ts";
import { indexUseCases } from "./index/use-cases.ts";
import { valuationApiPorts } from "./ports.ts";
import { valuationProblems } from "./problems.ts";
import { listMarketPrices, listPriceVersions, readAverageBefore, readMonthlyAverage } from "./read-prices.ts";
import { valuesUseCases } from "./values/use-cases.ts";

/** The API of valuation. */
export const api = defineApi(valuation.functions["valuation-api"], valuationProblems, valuationApiPorts, {
  bookMarketPrice,
  correctMarketPrice,
  importMarketPrices,
  readPriceImport,
  listMarketPrices,
  listPriceVersions,
  readMonthlyAverage,
  readAverageBefore,
  ...baselineUseCases,
  ...indexUseCases,
  ...valuesUseCases,
});
