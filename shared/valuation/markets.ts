import { growingWords, growingWordsOut } from "../kernel/schemas.ts";

/** Markets whose published prices are booked here. */
export const priceMarkets = ["national", "hubei"] as const;
const words = ["PriceMarket", priceMarkets, "Market that the price was paid in: the national carbon market, or Hubei's"] as const;

/** Such a market, as input. */
export const priceMarket = growingWords(...words);
/** The same in answers and facts. */
export const priceMarketOut = growingWordsOut(...words);
