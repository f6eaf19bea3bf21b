import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import * as z from "zod";
import { readList } from "../deployment/lists.ts";
import { relayOf } from "../deployment/names.ts";
import { required } from "../kernel/invariant.ts";
import { environment } from "../runtime/environment.ts";
import { logger } from "../runtime/logger.ts";
import type { Replay } from "./failures.ts";
import { queueClient } from "./queues.ts";
import { relay } from "./relay.ts";
import { byTwoPersons, groundsToGive, replayGrounds } from "./replay-grounds.ts";
import { replayRelay } from "./replay-relay.ts";

const { RELAYED_TABLE, QUEUE_ADDRESSES, QUEUE_FAILURES, TABLE_SUPERVISION } = environment(
  "RELAYED_TABLE",
  "QUEUE_ADDRESSES",
  "QUEUE_FAILURES",
  "TABLE_SUPERVISION",
);
const subscriptions = required(readList("subscriptions.json")[RELAYED_TABLE], `subscriptions to ${RELAYED_TABLE}`);
const subscribers = { subscriptions, queueAddresses: QUEUE_ADDRESSES };
const replayRequest = z.strictObject({ replay: z.literal(true), ...replayGrounds }).refine(byTwoPersons);
const clients = { sqs: queueClient(), streams: new DynamoDBStreamsClient({}), logger };

/**
 * The relay of one table's stream. Invoked by operators with `"replay": true`, the reason and the two persons who agreed on it, it relays the
 * batches it gave up. Regulators see the trace.
 */
export async function handler(
  event: DynamoDBStreamEvent | { readonly replay: true },
  { awsRequestId: requestId }: Context,
): Promise<DynamoDBBatchResponse | Replay> {
  if ("Records" in event) return relay(clients.sqs, subscribers, event);
  const { replay: _replay, ...grounds } = requestOf(event);
  const queue = relayOf(RELAYED_TABLE);
  // Loaded on first use: most calls relay and trace nothing.
  const { traced, tracePorts } = await import("./traced-replay.ts");
  const replay = await traced(tracePorts(TABLE_SUPERVISION), { kind: "failures-replayed", queue, requestId, ...grounds }, () =>
    replayRelay(clients, { failuresUrl: QUEUE_FAILURES, subscribers }),
  );
  logger.info("failures replayed", { ...replay });
  return replay;
}

function requestOf(event: unknown): z.output<typeof replayRequest> {
  const read = replayRequest.safeParse(event);
  if (read.success) return read.data;
  throw new Error(`This is no request for a replay: ${JSON.stringify(event)}. Ask with { "replay": true, ${groundsToGive} }.`);
}
