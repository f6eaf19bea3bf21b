import { correctBaselinePrice, publishBaselinePrice } from "./publish-price.ts";
import { listBaselinePrices, listBaselineVersions, readBaselineInForce } from "./read-prices.ts";

/** The use cases of baseline prices, by operation. */
export const baselineUseCases = {
  publishBaselinePrice,
  correctBaselinePrice,
  listBaselinePrices,
  listBaselineVersions,
  readBaselineInForce,
} as const;
