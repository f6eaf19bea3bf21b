import type { recordedFacts } from "../contract-facts.ts";
import { allocationSources } from "./allocations.ts";
import { auctionSources } from "./auctions.ts";
import { carbonSources } from "./carbon.ts";
import { permitSources } from "./permits.ts";
import { priceSources } from "./prices.ts";
import type { TradeSources } from "./source.ts";
import { surplusSources } from "./surplus.ts";

/** How every recorded type of fact becomes trade records. */
export const tradeSources: TradeSources<typeof recordedFacts> = {
  ...auctionSources,
  ...allocationSources,
  ...permitSources,
  ...surplusSources,
  ...carbonSources,
  ...priceSources,
};
