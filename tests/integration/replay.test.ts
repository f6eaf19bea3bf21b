import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { DescribeTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { DeleteQueueCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileCheckpoints } from "../../infra/local-cloud/event-sources/checkpoints.ts";
import { streamSettings } from "../../infra/local-cloud/event-sources/settings.ts";
import { startStreamSource } from "../../infra/local-cloud/event-sources/stream-source.ts";
import { replayFailures } from "../../shared/streams/failures.ts";
import { replay } from "../../shared/streams/replay.ts";
import { replayRelay } from "../../shared/streams/replay-relay.ts";
import { freshQueue } from "../support/queues.ts";
import { untilIdle } from "./local-cloud/event-sources-support.ts";
import { accountId, type Engines, region, startEngines } from "./local-cloud/gateway-fixture.ts";

/** A queue with its failure queue, and what a replay of it reaches. It is a job where `run` is given, which tells the error of its next run. */
async function failing(run?: (functionName: string) => string | undefined | Promise<undefined>) {
  const name = `test-${randomUUID()}`;
  const queue = await freshQueue(30, name);
  const failures = await freshQueue(0, `${name}-failed`);
  const send = async ({ input: { FunctionName = "" } }: InvokeCommand) => {
    const FunctionError = await run?.(FunctionName);
    return FunctionError ? { FunctionError } : {};
  };
  const lambda = { send } as unknown as LambdaClient;
  const queueAddresses = queue.queueUrl.slice(0, -name.length);
  const ports = { sqs: queue.sqs, lambda, queueAddresses, functionPrefix: "test-", jobs: run ? [name] : [] };
  const fail = (body: string) => failures.sqs.send(new SendMessageCommand({ QueueUrl: failures.queueUrl, MessageBody: body }));
  return { name, queue, failures, ports, fail };
}

describe("replaying a queue", () => {
  it("redelivers all failed messages, each once", async () => {
    const { name, queue, failures, ports, fail } = await failing();
    const bodies = Array.from({ length: 23 }, (_, number) => `message ${number}`);
    for (const body of bodies) await fail(body);
    expect(await replay(ports, { queue: name, empty: false })).toEqual({ moved: 23, left: 0 });
    expect(await replay(ports, { queue: name, empty: false })).toEqual({ moved: 0, left: 0 });
    expect((await queue.take()).sort()).toEqual(bodies.sort());
    expect(await failures.take()).toEqual([]);
  });

  it("keeps what the queue does not take", async () => {
    const { name, failures, ports, fail } = await failing();
    await fail("kept");
    await failures.sqs.send(new DeleteQueueCommand({ QueueUrl: `${ports.queueAddresses}${name}` }));
    await expect(replay(ports, { queue: name, empty: false })).rejects.toThrow(`no queue and no job "${name}"`);
    expect(await failures.take()).toEqual(["kept"]);
  });

  it("takes no more than was there at the start, though all fail again at once", async () => {
    const { failures, fail } = await failing();
    const bodies = Array.from({ length: 12 }, (_, number) => `message ${number}`);
    for (const body of bodies) await fail(body);
    let redelivered = 0;
    const done = replayFailures(failures.sqs, failures.queueUrl, async (messages) => {
      redelivered += messages.length;
      if (redelivered > 100) throw new Error("the replay does not end");
      for (const { Body = "" } of messages) await fail(Body);
      return messages;
    });
    expect(await done).toEqual({ moved: 12, left: 12 });
    expect((await failures.take()).sort()).toEqual(bodies.sort());
  });

  it("says where ids are found when there is no such queue or job", async () => {
    const { ports } = await failing();
    for (const empty of [false, true]) {
      const asked = replay(ports, { queue: "setlements", empty });
      await expect(asked).rejects.toThrow(/no queue and no job "setlements".*"queue": "<id>".*docs\/operations\.md/);
    }
  });

  it("discards failures on request", async () => {
    const { name, queue, failures, ports, fail } = await failing();
    for (const body of ["one", "two"]) await fail(body);
    expect(await replay(ports, { queue: name, empty: true })).toEqual({ moved: 2, left: 0 });
    expect([await queue.take(), await failures.take()]).toEqual([[], []]);
  });
});

describe("replaying a job", () => {
  it("runs it once, whatever the number of failed runs, and clears them", async () => {
    const runs: string[] = [];
    const { name, failures, ports, fail } = await failing((functionName) => void runs.push(functionName));
    for (const body of ["first failed run", "second failed run"]) await fail(body);
    expect(await replay(ports, { queue: name, empty: false })).toEqual({ moved: 2, left: 0 });
    expect(runs).toEqual([`test-${name}`]);
    expect(await failures.take()).toEqual([]);
  });

  it("keeps the failures that arrive while it runs", async () => {
    const { name, failures, ports, fail } = await failing(() => fail("failed meanwhile").then(() => undefined));
    await fail("failed before");
    expect(await replay(ports, { queue: name, empty: false })).toEqual({ moved: 1, left: 1 });
    expect(await failures.take()).toEqual(["failed meanwhile"]);
  });

  it("that fails again leaves its failures where they are", async () => {
    const { name, failures, ports, fail } = await failing(() => "Unhandled");
    await fail("failed run");
    await expect(replay(ports, { queue: name, empty: false })).rejects.toThrow(`${name} failed again`);
    expect(await failures.take()).toEqual(["failed run"]);
  });
});

describe("replaying a relay", () => {
  let engines: Engines;
  beforeAll(async () => {
    engines = await startEngines();
  });
  afterAll(() => engines.stop());

  it("relays exactly the facts of the batches it gave up, as long as the stream still has them", async () => {
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
    const subscribers = { subscriptions: { heard: ["wanted"] }, queueAddresses: heard.slice(0, -"heard".length) };
    const failed = { failuresUrl, subscribers };
    expect(await replayRelay({ sqs, streams, logger: { error: () => undefined } }, failed)).toEqual({ moved: gaveUp.length, left: 0 });
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: heard, MaxNumberOfMessages: 10 }));
    const facts = Messages.map(({ Body }) => JSON.parse(String(Body)) as object).sort((one, other) =>
      JSON.stringify(one) < JSON.stringify(other) ? -1 : 1,
    );
    const fact = (name: string) => ({ table: "Facts", pk: `fact#${name}`, sk: "fact", factType: "wanted", factId: name });
    expect(facts).toEqual([fact("a"), fact("b")]);
  });
});
