import { messageHandler } from "../../../shared/streams/functions.ts";
import { auctions } from "../deployment.ts";
import { closingPorts } from "../ports.ts";
import { closeAuction } from "./close-auction.ts";

/** Queue `closings`: closes, seals and clears one auction per message. */
export const handler = messageHandler(auctions.functions["auctions-close-one"], (granted) => {
  const ports = closingPorts(granted);
  return ({ auctionId }) => closeAuction(ports, auctionId);
});
