import { S3Client } from "@aws-sdk/client-s3";
import { apiHandler } from "../../shared/http/api-handler.ts";
import { systemClock } from "../../shared/kernel/clock.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { auctionsProblems } from "./contract.ts";
import { auctionObjects } from "./objects.ts";
import { auctionsPorts } from "./ports.ts";
import { auctionsRoutes } from "./routes.ts";

const env = environment("TABLE_AUCTIONS", "TABLE_BIDDING", "TABLE_LEDGER", "TABLE_PARTIES", "TABLE_PERMITS", "BUCKET_MANIFESTS");
const tables = {
  Auctions: env.TABLE_AUCTIONS,
  Bidding: env.TABLE_BIDDING,
  Ledger: env.TABLE_LEDGER,
  Parties: env.TABLE_PARTIES,
  Permits: env.TABLE_PERMITS,
};
const ports = auctionsPorts(dynamoClient(), systemClock, tables, auctionObjects(new S3Client({}), env.BUCKET_MANIFESTS));

/** The API function of auctions, bidding excepted. */
export const handler = apiHandler({
  problems: auctionsProblems,
  routes: auctionsRoutes(ports),
  members: ports.members,
  clock: ports.clock,
});
