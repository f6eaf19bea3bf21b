import { auctionsFacts } from "../../auctions/contract.ts";

/** Facts of auctions that become trade records. */
export const recordedAuctionFacts = [auctionsFacts.awardSettled, auctionsFacts.awardDefaulted] as const;

/** Every type of fact that becomes trade records. */
export const recordedFacts = [...recordedAuctionFacts] as const;
