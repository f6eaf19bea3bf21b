import { SQSClient } from "@aws-sdk/client-sqs";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { factConsumer, reaction } from "../../shared/streams/fact-consumer.ts";
import { auctionsFacts } from "./contract.ts";
import { sendToSettlement } from "./end-auctions.ts";
import { auctionsStore } from "./store.ts";

const { TABLE_AUCTIONS, QUEUE_SETTLEMENTS, QUEUE_QUARANTINE } = environment("TABLE_AUCTIONS", "QUEUE_SETTLEMENTS", "QUEUE_QUARANTINE");
const dynamo = dynamoClient();
const sqs = new SQSClient({});
const ports = { auctions: auctionsStore(dynamo, TABLE_AUCTIONS), sqs, queueUrl: QUEUE_SETTLEMENTS };
const settle = (fact: { readonly data: { readonly auctionId: string } }) => sendToSettlement(ports, fact.data.auctionId);

/** An auction has ended, with or without a result: every enrolment is settled or released. */
export const handler = factConsumer({
  dynamo,
  quarantine: { sqs, queueUrl: QUEUE_QUARANTINE },
  reactions: [
    reaction(auctionsFacts.auctionCleared, settle),
    reaction(auctionsFacts.auctionFailed, settle),
    reaction(auctionsFacts.auctionCancelled, settle),
  ],
});
