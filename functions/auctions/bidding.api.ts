import { apiHandler } from "../../shared/http/api-handler.ts";
import { systemClock } from "../../shared/kernel/clock.ts";
import { memberReader } from "../../shared/members/members.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { biddingRoutes } from "./bidding-routes.ts";
import { auctionsProblems } from "./contract.ts";
import { auctionsStore } from "./store.ts";

const { TABLE_AUCTIONS, TABLE_BIDDING, TABLE_PARTIES } = environment("TABLE_AUCTIONS", "TABLE_BIDDING", "TABLE_PARTIES");
const dynamo = dynamoClient();
const ports = {
  dynamo,
  clock: systemClock,
  tables: { Auctions: TABLE_AUCTIONS, Bidding: TABLE_BIDDING },
  auctions: auctionsStore(dynamo, TABLE_AUCTIONS),
};

/** The API function of bidding. */
export const handler = apiHandler({
  problems: auctionsProblems,
  routes: biddingRoutes(ports),
  members: memberReader(dynamo, TABLE_PARTIES),
  clock: systemClock,
});
