import { S3Client } from "@aws-sdk/client-s3";
import { systemClock } from "../../shared/kernel/clock.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { turns } from "../../shared/store/turns.ts";
import { queueConsumer } from "../../shared/streams/queue-consumer.ts";
import { closeAuction } from "./close-auctions.ts";
import { auctionObjects } from "./objects.ts";
import { closingMessage } from "./send-closings.ts";
import { auctionsStore } from "./store.ts";

const env = environment("TABLE_AUCTIONS", "TABLE_BIDDING", "TABLE_LEDGER", "BUCKET_MANIFESTS");
const dynamo = dynamoClient();
const ports = {
  dynamo,
  clock: systemClock,
  tables: { Auctions: env.TABLE_AUCTIONS, Bidding: env.TABLE_BIDDING, Ledger: env.TABLE_LEDGER },
  auctions: auctionsStore(dynamo, env.TABLE_AUCTIONS),
  objects: auctionObjects(new S3Client({}), env.BUCKET_MANIFESTS),
  inTurn: turns(),
};

/** Queue `closings`: closes, seals and clears one auction a message. */
export const handler = queueConsumer(closingMessage, ({ auctionId }) => closeAuction(ports, auctionId));
