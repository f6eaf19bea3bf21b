import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startQueueSource } from "../../../infra/local-cloud/event-sources/queue-source.ts";
import { queueSettings } from "../../../infra/local-cloud/event-sources/settings.ts";
import type { EventSource, InvocationResult } from "../../../infra/local-cloud/event-sources/types.ts";
import { type Fields, fieldsOf, list } from "../../../infra/local-cloud/values.ts";
import { eventually, untilIdle } from "./event-sources-support.ts";
import { accountId, type Engines, region, startEngines } from "./gateway-fixture.ts";

const success: InvocationResult = { payload: {} };
const queueArn = (name: string) => `arn:aws:sqs:${region}:${accountId}:${name}`;

describe("queue sources on the real engine", () => {
  let engines: Engines;
  let client: SQSClient;
  let queues = 0;
  let sources: EventSource[] = [];
  beforeAll(async () => {
    engines = await startEngines();
    client = await engines.queues("administrator");
    engines.gateway.onWrite(() => {
      for (const source of sources) source.poll();
    });
  });
  afterEach(async () => {
    await Promise.all(sources.map((source) => source.stop()));
    sources = [];
  });
  afterAll(() => engines.stop());

  /** A queue with a failure queue for each test; messages come back after `visibility` seconds. */
  async function queue(visibility = 1) {
    queues += 1;
    const name = `work${queues}`;
    const failedUrl = await engines.createQueue(`${name}-failed`);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn(`${name}-failed`), maxReceiveCount: 2 });
    const queueUrl = await engines.createQueue(name, { VisibilityTimeout: String(visibility), RedrivePolicy });
    const start = (
      properties: Fields,
      handle: (messages: readonly Fields[]) => InvocationResult | Promise<InvocationResult>,
    ): EventSource => {
      const source = startQueueSource({
        id: name,
        functionName: "consumer",
        queueUrl,
        queueArn: queueArn(name),
        region,
        endpoint: engines.fauxqs,
        settings: queueSettings(properties),
        invoke: async (_functionName, event) => handle(list(fieldsOf(event).Records).map(fieldsOf)),
        log: () => undefined,
      });
      sources.push(source);
      return source;
    };
    const send = async (MessageBody: string) => {
      const MessageAttributes = { kind: { DataType: "String", StringValue: "fact" } };
      await client.send(
        new SendMessageCommand({ QueueUrl: `${engines.gateway.url}/${accountId}/${name}`, MessageBody, MessageAttributes }),
      );
    };
    const count = async (url: string) => {
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: `${engines.gateway.url}/${accountId}/${url.split("/").pop()}`, AttributeNames: ["All"] }),
      );
      return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
    };
    const failed = async () => {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: `${engines.gateway.url}/${accountId}/${failedUrl.split("/").pop()}`,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: 0,
        }),
      );
      return Messages.map(({ Body }) => Body);
    };
    return { queueUrl, start, send, count, failed };
  }

  it("delivers messages as Lambda shows them and deletes them on success", async () => {
    const { queueUrl, start, send, count } = await queue();
    const seen: Fields[] = [];
    const source = start({}, (messages) => {
      seen.push(...messages);
      return success;
    });
    await send("one");
    await untilIdle(source);
    expect(seen).toEqual([
      {
        messageId: expect.any(String),
        receiptHandle: expect.any(String),
        body: "one",
        attributes: expect.objectContaining({ ApproximateReceiveCount: "1", SentTimestamp: expect.stringMatching(/^\d+$/) }),
        messageAttributes: { kind: { stringValue: "fact", stringListValues: [], binaryListValues: [], dataType: "String" } },
        md5OfBody: expect.any(String),
        eventSource: "aws:sqs",
        eventSourceARN: queueArn(`work${queues}`),
        awsRegion: region,
      },
    ]);
    await eventually(async () => (await count(queueUrl)) === 0);
  });

  it("brings a poison message to the failure queue while its neighbours are applied once", async () => {
    const { start, send, failed } = await queue();
    const applied: string[] = [];
    for (const body of ["a", "poison", "b", "c"]) await send(body);
    const source = start({ FunctionResponseTypes: ["ReportBatchItemFailures"] }, (messages) => {
      const poison = messages.filter(({ body }) => body === "poison");
      applied.push(...messages.filter(({ body }) => body !== "poison").map(({ body }) => String(body)));
      return { payload: { batchItemFailures: poison.map(({ messageId }) => ({ itemIdentifier: messageId })) } };
    });
    await eventually(async () => (await source.state()).awaitingRetry === 1);
    expect(await source.state()).toEqual({ idle: true, visible: 0, inFlight: 0, awaitingRetry: 1 });
    await eventually(async () => (await failed()).length === 1);
    expect(applied.sort()).toEqual(["a", "b", "c"]);
    expect(await failed()).toEqual(["poison"]);
  });

  it.each([
    ["a function error", { payload: {}, functionError: "Unhandled" }],
    ["an unknown identifier", { payload: { batchItemFailures: [{ itemIdentifier: "nobody" }] } }],
    ["an empty identifier", { payload: { batchItemFailures: [{ itemIdentifier: "" }] } }],
  ])("keeps the whole batch after %s", async (_what, result) => {
    const { queueUrl, start, send, count } = await queue(30);
    let deliveries = 0;
    await send("a");
    await send("b");
    const source = start({ FunctionResponseTypes: ["ReportBatchItemFailures"] }, () => {
      deliveries += 1;
      return result;
    });
    await eventually(() => deliveries > 0);
    await untilIdle(source);
    expect(await count(queueUrl)).toBe(2);
  });

  it("ignores a report the source didn't ask for", async () => {
    const { queueUrl, start, send, count } = await queue(30);
    await send("a");
    const source = start({}, (messages) => ({
      payload: { batchItemFailures: messages.map(({ messageId }) => ({ itemIdentifier: messageId })) },
    }));
    await untilIdle(source);
    expect(await count(queueUrl)).toBe(0);
  });

  it("deletes messages its filter excludes without a delivery", async () => {
    const { queueUrl, start, send, count } = await queue(30);
    const bodies: string[] = [];
    await send(JSON.stringify({ factType: "cash-received" }));
    await send(JSON.stringify({ factType: "transfer" }));
    await send("no JSON");
    const source = start(
      { FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: { factType: ["transfer"] } }) }] } },
      (messages) => {
        bodies.push(...messages.map(({ body }) => String(body)));
        return success;
      },
    );
    await untilIdle(source);
    expect(bodies).toEqual([JSON.stringify({ factType: "transfer" })]);
    expect(await count(queueUrl)).toBe(0);
  });

  it("has at most the maximum concurrency of batches in a function, and finishes them before it stops", async () => {
    const { queueUrl, start, send, count } = await queue(30);
    for (let message = 0; message < 6; message += 1) await send(String(message));
    let inside = 0;
    let most = 0;
    let release: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const source = start({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } }, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await gate;
      inside -= 1;
      return success;
    });
    await eventually(() => inside === 2);
    const stopping = source.stop();
    release?.();
    await stopping;
    expect({ most, left: await count(queueUrl) }).toEqual({ most: 2, left: 4 });
  });
});
