import type { recordedFacts } from "../contract-facts.ts";
import { auctionSources } from "./auctions.ts";
import type { TradeSources } from "./source.ts";

/** How every recorded type of fact becomes trade records. */
export const tradeSources: TradeSources<typeof recordedFacts> = { ...auctionSources };
