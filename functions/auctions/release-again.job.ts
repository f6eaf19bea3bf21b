import { SQSClient } from "@aws-sdk/client-sqs";
import { systemClock } from "../../shared/kernel/clock.ts";
import { environment } from "../../shared/runtime/environment.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { scheduledJob } from "../../shared/streams/scheduled-job.ts";
import { releaseAgain } from "./end-auctions.ts";
import { auctionsStore } from "./store.ts";

const { TABLE_AUCTIONS, QUEUE_SETTLEMENTS } = environment("TABLE_AUCTIONS", "QUEUE_SETTLEMENTS");
const dynamo = dynamoClient();
const ports = {
  dynamo,
  clock: systemClock,
  tables: { Auctions: TABLE_AUCTIONS },
  auctions: auctionsStore(dynamo, TABLE_AUCTIONS),
  sqs: new SQSClient({}),
  queueUrl: QUEUE_SETTLEMENTS,
};

/** Every minute: looks a second time at the enrolments of auctions that have ended. */
export const handler = scheduledJob(() => releaseAgain(ports));
