import { type _Record, type DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand } from "@aws-sdk/client-dynamodb-streams";
import type { Message, SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBStreamEvent } from "aws-lambda";
import * as z from "zod";
import { faultFields } from "../runtime/fault.ts";
import type { logger } from "../runtime/logger.ts";
import { type Replay, replayFailures } from "./failures.ts";
import { relay, type Subscribers } from "./relay.ts";

/** Lambda's message to the failure queue of a stream: the location of the records, not the records. */
const givenUp = z.object({
  DDBStreamBatchInfo: z.object({
    streamArn: z.string(),
    shardId: z.string(),
    startSequenceNumber: z.string(),
    endSequenceNumber: z.string(),
  }),
});
type GivenUp = z.infer<typeof givenUp>["DDBStreamBatchInfo"];

/** What replaying a relay needs: clients, and the log for the reasons why messages stay. */
export interface RelayReplayPorts {
  readonly sqs: SQSClient;
  readonly streams: DynamoDBStreamsClient;
  readonly logger: Pick<typeof logger, "error">;
}

/**
 * Relays the batches that a relay gave up, reading them from the stream again. A batch that can't be relayed (streams keep records for a
 * day) stays in the failure queue, its reason is logged, and the others go on.
 */
export function replayRelay(
  ports: RelayReplayPorts,
  { failuresUrl, subscribers }: { readonly failuresUrl: string; readonly subscribers: Subscribers },
): Promise<Replay> {
  return replayFailures(ports.sqs, failuresUrl, async (messages) => {
    const redelivered: Message[] = [];
    for (const message of messages) if (await relayAgain(ports, subscribers, message)) redelivered.push(message);
    return redelivered;
  });
}

/** Whether all facts of the batch reached their queues. */
async function relayAgain({ sqs, streams, logger }: RelayReplayPorts, subscribers: Subscribers, message: Message): Promise<boolean> {
  const kept = (reason: object): false => {
    logger.error("batch not relayed", { messageId: message.MessageId, ...reason });
    return false;
  };
  try {
    const batch = givenUp.parse(JSON.parse(message.Body ?? "")).DDBStreamBatchInfo;
    const { batchItemFailures } = await relay(sqs, subscribers, await eventOf(streams, batch));
    return batchItemFailures.length === 0 || kept({ errorName: "NotAccepted" });
  } catch (error) {
    return kept(faultFields(error));
  }
}

/** Rebuilds the event that the relay received. */
async function eventOf(streams: DynamoDBStreamsClient, batch: GivenUp): Promise<DynamoDBStreamEvent> {
  const { streamArn, shardId, startSequenceNumber, endSequenceNumber } = batch;
  const start = { StreamArn: streamArn, ShardId: shardId, SequenceNumber: startSequenceNumber } as const;
  let { ShardIterator } = await streams.send(new GetShardIteratorCommand({ ...start, ShardIteratorType: "AT_SEQUENCE_NUMBER" }));
  const records: _Record[] = [];
  const reached = (): boolean => BigInt(records.at(-1)?.dynamodb?.SequenceNumber ?? 0) >= BigInt(endSequenceNumber);
  while (ShardIterator && !reached()) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator }));
    records.push(...(page.Records ?? []));
    ShardIterator = page.NextShardIterator;
  }
  // Relaying less than the batch would delete its message and lose the rest.
  if (!reached()) throw new Error(`the shard ends before ${endSequenceNumber}`);
  const wanted = records.filter(({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? 0) <= BigInt(endSequenceNumber));
  const Records = wanted.map((record) => ({ ...record, eventSourceARN: streamArn }));
  // The client's records have the shape of the event's: names and values of attributes are the same.
  return { Records } as DynamoDBStreamEvent;
}
