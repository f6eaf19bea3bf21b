import { type Route, route } from "../../shared/http/api-handler.ts";
import { auctionsEndpoints as endpoints } from "./contract.ts";
import { type BiddingPorts, readOwnBid, submitBid } from "./submit-bid.ts";

/** The endpoints of bidding: a function, a role and a table of their own. */
export function biddingRoutes(ports: BiddingPorts): Route[] {
  return [route(endpoints.submitBid, (call) => submitBid(ports, call)), route(endpoints.readOwnBid, (call) => readOwnBid(ports, call))];
}
