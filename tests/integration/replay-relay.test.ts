import { randomUUID } from "node:crypto";
import {
  type DynamoDBStreamsClient,
  type GetRecordsCommand,
  type GetShardIteratorCommand,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { replayRelay } from "../../shared/streams/replay-relay.ts";
import { freshQueue } from "../support/queues.ts";

/** A stream with a record for each sequence number; those up to `trimmed` are gone, and its shard ends with `last`. */
function streamOf({ trimmed = 0, last = 1000 }): DynamoDBStreamsClient {
  const send = async ({ input }: GetShardIteratorCommand | GetRecordsCommand) => {
    if ("SequenceNumber" in input) {
      if (Number(input.SequenceNumber) <= trimmed) throw new TrimmedDataAccessException({ message: "trimmed", $metadata: {} });
      return { ShardIterator: input.SequenceNumber };
    }
    const number = Number("ShardIterator" in input ? input.ShardIterator : undefined);
    if (number > last) return { Records: [] };
    const image = { pk: { S: `fact#${number}` }, sk: { S: "fact" }, factType: { S: "transfer" }, factId: { S: String(number) } };
    const Records = [{ eventName: "INSERT", dynamodb: { SequenceNumber: String(number), NewImage: image } }];
    return { Records, NextShardIterator: String(number + 1) };
  };
  return { send } as unknown as DynamoDBStreamsClient;
}

const batch = (from: number, to = from) =>
  JSON.stringify({
    DDBStreamBatchInfo: {
      streamArn: "arn:aws-cn:dynamodb:cn-north-1:000000000000:table/ecovalue-Cash/stream/2026",
      shardId: "shard-1",
      startSequenceNumber: String(from),
      endSequenceNumber: String(to),
    },
  });

/** A relay with one subscriber that gave up some batches; received failures are hidden for `visibility` seconds. */
async function gaveUp(bodies: readonly string[], streams: DynamoDBStreamsClient, visibility = 0) {
  const name = `test-${randomUUID()}`;
  const heard = await freshQueue(30, name);
  const failures = await freshQueue(visibility);
  const ids: Record<string, string | undefined> = {};
  for (const MessageBody of bodies) {
    const { MessageId } = await failures.sqs.send(new SendMessageCommand({ QueueUrl: failures.queueUrl, MessageBody }));
    ids[MessageBody] = MessageId;
  }
  const logged: unknown[] = [];
  const logger = { error: (...entry: unknown[]) => void logged.push(entry) };
  const queueAddresses = heard.queueUrl.slice(0, -name.length);
  const replayTo = (queue: string) =>
    replayRelay(
      { sqs: failures.sqs, streams, logger },
      { failuresUrl: failures.queueUrl, subscribers: { subscriptions: { [queue]: "*" }, queueAddresses } },
    );
  const factsHeard = async () => (await heard.take()).map((body) => Number((JSON.parse(body) as { factId: string }).factId)).sort();
  return { replay: () => replayTo(name), replayTo, failures, factsHeard, logged, ids };
}

describe("replaying the batches that a relay gave up", () => {
  it("relays those before and behind one that the stream no longer has, and keeps that one", async () => {
    const { replay, failures, factsHeard, logged, ids } = await gaveUp([batch(6), batch(3), batch(7, 8)], streamOf({ trimmed: 5 }));
    expect(await replay()).toEqual({ moved: 2, left: 1 });
    expect(await factsHeard()).toEqual([6, 7, 8]);
    expect(await failures.take()).toEqual([batch(3)]);
    const reason = { messageId: ids[batch(3)], errorName: "TrimmedDataAccessException" };
    expect(logged).toEqual([["batch not relayed", expect.objectContaining(reason)]]);
  });

  it.each(["no JSON", '{"DDBStreamBatchInfo":{}}'])("relays those before and behind the unreadable message %s", async (unreadable) => {
    const { replay, failures, factsHeard, logged, ids } = await gaveUp([batch(6), unreadable, batch(7)], streamOf({}));
    expect(await replay()).toEqual({ moved: 2, left: 1 });
    expect(await factsHeard()).toEqual([6, 7]);
    expect(await failures.take()).toEqual([unreadable]);
    expect(logged).toEqual([["batch not relayed", expect.objectContaining({ messageId: ids[unreadable] })]]);
  });

  it("gets past more than one receipt of messages that stay, and counts those as left while they are hidden", async () => {
    const lost = Array.from({ length: 12 }, (_, place) => batch(place + 1));
    const { replay, factsHeard, logged } = await gaveUp([...lost, batch(21), batch(22)], streamOf({ trimmed: 20 }), 30);
    expect(await replay()).toEqual({ moved: 2, left: 12 });
    expect(await factsHeard()).toEqual([21, 22]);
    expect(logged).toHaveLength(12);
  });

  it("keeps a batch whose facts a subscriber's queue did not take", async () => {
    const { replayTo, failures, logged, ids } = await gaveUp([batch(6)], streamOf({}));
    expect(await replayTo(`missing-${randomUUID()}`)).toEqual({ moved: 0, left: 1 });
    expect(await failures.take()).toEqual([batch(6)]);
    expect(logged).toEqual([["batch not relayed", { messageId: ids[batch(6)], errorName: "NotAccepted" }]]);
  });

  it("keeps a batch of which the stream has only the beginning", async () => {
    const { replay, failures } = await gaveUp([batch(6, 9)], streamOf({ last: 7 }));
    expect(await replay()).toEqual({ moved: 0, left: 1 });
    expect(await failures.take()).toEqual([batch(6, 9)]);
  });
});
