import { auctionsFacts } from "../../auctions/contract.ts";

const { auctionCleared, auctionFailed, auctionCancelled, enrolmentMade } = auctionsFacts;

/** Facts that market reports count: how sessions end, and who enrols in them. */
export const sessionFacts = [auctionCleared, auctionFailed, auctionCancelled, enrolmentMade] as const;
