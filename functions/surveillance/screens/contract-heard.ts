import { auctionsFacts } from "../../auctions/contract.ts";

/** Facts that screens are computed from; what was bid is in the sealed book. */
export const heardOfAuctions = [
  auctionsFacts.auctionAnnounced,
  auctionsFacts.enrolmentWithdrawn,
  auctionsFacts.auctionCleared,
  auctionsFacts.auctionFailed,
] as const;
