import { marketNames } from "../carbon/markets.ts";
import { growingWords, growingWordsOut } from "../kernel/schemas.ts";

const words = ["PriceMarket", marketNames, "Market that the price was paid in: the national carbon market, or Hubei's"] as const;

/** A market whose published prices are booked here, as input. */
export const priceMarket = growingWords(...words);
/** The same in answers and facts. */
export const priceMarketOut = growingWordsOut(...words);
