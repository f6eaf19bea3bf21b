import type { recordedFacts } from "../contract-facts.ts";
import { allocationSources } from "./allocations.ts";
import { auctionSources } from "./auctions.ts";
import { carbonSources } from "./carbon.ts";
import { enforcementSources } from "./enforcement.ts";
import { freezeSources } from "./freezes.ts";
import { permitSources } from "./permits.ts";
import { pledgeSources } from "./pledges.ts";
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
  ...pledgeSources,
  ...freezeSources,
  ...enforcementSources,
};
