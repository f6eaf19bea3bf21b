import { SQSClient } from "@aws-sdk/client-sqs";
import { systemClock } from "../../shared/kernel/clock.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { scheduledJob } from "../../shared/streams/scheduled-job.ts";
import { sendClosings } from "./send-closings.ts";
import { auctionsStore } from "./store.ts";

const { TABLE_AUCTIONS, QUEUE_CLOSINGS } = environment("TABLE_AUCTIONS", "QUEUE_CLOSINGS");
const ports = {
  clock: systemClock,
  auctions: auctionsStore(dynamoClient(), TABLE_AUCTIONS),
  sqs: new SQSClient({}),
  queueUrl: QUEUE_CLOSINGS,
};

/** Every minute: sends the auctions whose time has come to be closed. */
export const handler = scheduledJob(() => sendClosings(ports));
