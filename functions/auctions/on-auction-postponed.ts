import { SQSClient } from "@aws-sdk/client-sqs";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { factConsumer, reaction } from "../../shared/streams/fact-consumer.ts";
import { auctionsFacts } from "./contract.ts";
import { auctionsStore } from "./store.ts";
import { tellPostponed } from "./tell-postponed.ts";

const { TABLE_AUCTIONS, QUEUE_QUARANTINE } = environment("TABLE_AUCTIONS", "QUEUE_QUARANTINE");
const dynamo = dynamoClient();
const ports = { dynamo, tables: { Auctions: TABLE_AUCTIONS }, auctions: auctionsStore(dynamo, TABLE_AUCTIONS) };

/** An auction was postponed: everybody who has enrolled is told. */
export const handler = factConsumer({
  dynamo,
  quarantine: { sqs: new SQSClient({}), queueUrl: QUEUE_QUARANTINE },
  reactions: [reaction(auctionsFacts.auctionPostponed, (fact) => tellPostponed(ports, fact))],
});
