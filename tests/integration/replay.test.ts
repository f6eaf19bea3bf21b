import { join } from "node:path";
import { DescribeTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileCheckpoints } from "../../infra/local-cloud/event-sources/checkpoints.ts";
import { streamSettings } from "../../infra/local-cloud/event-sources/settings.ts";
import { startStreamSource } from "../../infra/local-cloud/event-sources/stream-source.ts";
import { replayQueue } from "../../shared/streams/replay-queue.ts";
import { replayRelay } from "../../shared/streams/replay-relay.ts";
import { freshQueue } from "../support/queues.ts";
import { untilIdle } from "./local-cloud/event-sources-support.ts";
import { accountId, type Engines, region, startEngines } from "./local-cloud/gateway-fixture.ts";

describe("replaying a queue", () => {
  it("gives failed messages back to it, all of them and each once", async () => {
    const [queue, failures] = [await freshQueue(), await freshQueue()];
    const bodies = Array.from({ length: 23 }, (_, number) => `message ${number}`);
    for (const MessageBody of bodies) await failures.sqs.send(new SendMessageCommand({ QueueUrl: failures.queueUrl, MessageBody }));
    const between = { queueUrl: queue.queueUrl, failuresUrl: failures.queueUrl };
    expect(await replayQueue(queue.sqs, between)).toEqual({ moved: 23, left: 0 });
    expect(await replayQueue(queue.sqs, between)).toEqual({ moved: 0, left: 0 });
    expect((await queue.take()).sort()).toEqual(bodies.sort());
    expect(await failures.take()).toEqual([]);
  });

  it("keeps what it does not take", async () => {
    const failures = await freshQueue(0);
    await failures.sqs.send(new SendMessageCommand({ QueueUrl: failures.queueUrl, MessageBody: "kept" }));
    const gone = { queueUrl: `${failures.queueUrl}-gone`, failuresUrl: failures.queueUrl };
    await expect(replayQueue(failures.sqs, gone)).rejects.toThrow("queue does not exist");
    expect(await failures.take()).toEqual(["kept"]);
  });
});

describe("replaying a relay", () => {
  let engines: Engines;
  beforeAll(async () => {
    engines = await startEngines();
  });
  afterAll(() => engines.stop());

  it("relays the facts of the batches it gave up, as its stream still has them, and nothing behind them", async () => {
    await engines.createTable("Facts");
    const dynamo = await engines.dynamo("administrator");
    const sqs = await engines.queues("administrator");
    const put = (name: string, factType: string) => {
      const key = { pk: { S: `fact#${name}` }, sk: { S: "fact" } };
      return dynamo.send(new PutItemCommand({ TableName: "Facts", Item: { ...key, factId: { S: name }, factType: { S: factType } } }));
    };
    const [heard, failuresUrl] = [await engines.createQueue("heard"), await engines.createQueue("relay-failed")];
    const gaveUp: string[] = [];
    await Promise.all(["a", "b", "c"].map((name) => put(name, name === "c" ? "unwanted" : "wanted")));
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: "Facts" }));
    const source = startStreamSource({
      ...{ id: "Facts", functionName: "relay", functionArn: "arn:aws:lambda:::function:relay", tableName: "Facts", region },
      streamArn: Table?.LatestStreamArn ?? "",
      // As templates have it: the end of the name is the deployment's.
      eventSourceArn: `arn:aws:dynamodb:${region}:${accountId}:table/Facts/stream/*`,
      endpoint: engines.dynamodb,
      settings: streamSettings({ StartingPosition: "TRIM_HORIZON", MaximumRetryAttempts: 0 }),
      invoke: async () => ({ payload: {}, functionError: "Unhandled" }),
      checkpoints: fileCheckpoints(join(engines.folder, "checkpoints")),
      now: () => Date.now(),
      onFailure: async (message) => void gaveUp.push(message),
      log: () => undefined,
    });
    await untilIdle(source);
    await source.stop();
    expect(gaveUp.length).toBeGreaterThan(0);
    for (const MessageBody of gaveUp) await sqs.send(new SendMessageCommand({ QueueUrl: failuresUrl, MessageBody }));
    await put("later", "wanted");
    const streams = await engines.streams("administrator");
    const failed = { failuresUrl, subscriptions: { wanted: [heard] } };
    expect(await replayRelay({ sqs, streams }, failed)).toEqual({ moved: gaveUp.length, left: 0 });
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: heard, MaxNumberOfMessages: 10 }));
    const facts = Messages.map(({ Body }) => JSON.parse(String(Body)) as object).sort((one, other) =>
      JSON.stringify(one) < JSON.stringify(other) ? -1 : 1,
    );
    const fact = (name: string) => ({ table: "Facts", pk: `fact#${name}`, sk: "fact", factType: "wanted", factId: name });
    expect(facts).toEqual([fact("a"), fact("b")]);
  });
});
