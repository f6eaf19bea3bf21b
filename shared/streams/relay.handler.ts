import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import * as z from "zod";
import { readList } from "../deployment/lists.ts";
import { required } from "../kernel/invariant.ts";
import { environment } from "../runtime/environment.ts";
import { logger } from "../runtime/logger.ts";
import type { Replay } from "./failures.ts";
import { queueClient } from "./queues.ts";
import { relay } from "./relay.ts";
import { replayRelay } from "./replay-relay.ts";

const { RELAYED_TABLE, QUEUE_ADDRESSES, QUEUE_FAILURES } = environment("RELAYED_TABLE", "QUEUE_ADDRESSES", "QUEUE_FAILURES");
const subscriptions = required(readList("subscriptions.json")[RELAYED_TABLE], `subscriptions to ${RELAYED_TABLE}`);
const subscribers = { subscriptions, queueAddresses: QUEUE_ADDRESSES };
const replayRequest = z.strictObject({ replay: z.literal(true) });
const clients = { sqs: queueClient(), streams: new DynamoDBStreamsClient({}), logger };

/** The relay of one table's stream. Invoked by operators with `{ "replay": true }`, it relays the batches it gave up. */
export async function handler(event: DynamoDBStreamEvent | { readonly replay: true }): Promise<DynamoDBBatchResponse | Replay> {
  if ("Records" in event) return relay(clients.sqs, subscribers, event);
  replayRequest.parse(event);
  const replay = await replayRelay(clients, { failuresUrl: QUEUE_FAILURES, subscribers });
  logger.info("failures replayed", { ...replay });
  return replay;
}
