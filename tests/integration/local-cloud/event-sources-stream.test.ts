import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DeleteItemCommand, DescribeTableCommand, type DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { fileCheckpoints } from "../../../infra/local-cloud/event-sources/checkpoints.ts";
import { streamSettings } from "../../../infra/local-cloud/event-sources/settings.ts";
import { startStreamSource } from "../../../infra/local-cloud/event-sources/stream-source.ts";
import type { CheckpointStore, EventSource, InvocationResult } from "../../../infra/local-cloud/event-sources/types.ts";
import { eventually, recordsOf, type SeenRecord, untilIdle } from "./event-sources-support.ts";
import { accountId, type Engines, region, startEngines } from "./gateway-fixture.ts";

const functionArn = `arn:aws:lambda:${region}:${accountId}:function:relay`;
const success: InvocationResult = { payload: {} };

describe("stream sources on the real engine", () => {
  let engines: Engines;
  let client: DynamoDBClient;
  let tables = 0;
  let sources: EventSource[] = [];
  beforeAll(async () => {
    engines = await startEngines();
    client = await engines.dynamo("administrator");
    engines.gateway.onWrite(() => {
      for (const source of sources) source.poll();
    });
  });
  afterEach(async () => {
    await Promise.all(sources.map((source) => source.stop()));
    sources = [];
  });
  afterAll(() => engines.stop());

  /** A table of its own for each test, with its stream and a function fed by it. */
  async function table() {
    tables += 1;
    const TableName = `Facts${tables}`;
    await engines.createTable(TableName);
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const failures: Record<string, unknown>[] = [];
    const checkpoints = fileCheckpoints(join(engines.folder, "checkpoints"));
    const start = (
      properties: Record<string, unknown>,
      handle: (records: readonly SeenRecord[]) => InvocationResult | Promise<InvocationResult>,
      store: CheckpointStore = checkpoints,
    ): EventSource => {
      const source = startStreamSource({
        id: TableName,
        functionName: "relay",
        functionArn,
        tableName: TableName,
        streamArn: Table?.LatestStreamArn ?? "",
        region,
        endpoint: engines.dynamodb,
        settings: streamSettings({ StartingPosition: "TRIM_HORIZON", ...properties }),
        invoke: async (_functionName, event) => handle(recordsOf(event)),
        checkpoints: store,
        now: () => Date.now(),
        onFailure: async (message) => void failures.push(JSON.parse(message)),
        log: () => undefined,
      });
      sources.push(source);
      return source;
    };
    const put = (pk: string, more: Record<string, { S: string }> = {}) =>
      client.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { S: "1" }, ...more } }));
    return { TableName, start, put, failures };
  }

  it("delivers what was written before and after the start, in order, as Lambda shows it", async () => {
    const { TableName, start, put } = await table();
    const seen: SeenRecord[] = [];
    await put("a");
    const source = start({}, (records) => {
      seen.push(...records);
      return success;
    });
    await put("b", { factType: { S: "transfer" } });
    await client.send(new DeleteItemCommand({ TableName, Key: { pk: { S: "a" }, sk: { S: "1" } } }));
    await untilIdle(source);
    expect(seen.map(({ eventName, pk }) => [eventName, pk])).toEqual([
      ["INSERT", "a"],
      ["INSERT", "b"],
      ["REMOVE", "a"],
    ]);
    expect(seen[1]?.raw).toMatchObject({
      eventSource: "aws:dynamodb",
      eventVersion: "1.1",
      awsRegion: region,
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventSourceARN: expect.stringContaining(`table/${TableName}/stream/`),
      dynamodb: {
        Keys: { pk: { S: "b" }, sk: { S: "1" } },
        NewImage: { factType: { S: "transfer" } },
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
    });
  });

  it("keeps the order of a key over more than ten records, where sequence numbers don't sort as text", async () => {
    const { TableName, start, put } = await table();
    await put("a");
    for (let version = 1; version <= 25; version += 1) {
      await client.send(
        new UpdateItemCommand({
          TableName,
          Key: { pk: { S: "a" }, sk: { S: "1" } },
          UpdateExpression: "SET v = :v",
          ExpressionAttributeValues: { ":v": { N: String(version) } },
        }),
      );
    }
    const versions: string[] = [];
    const source = start({ BatchSize: 4 }, (records) => {
      versions.push(...records.map(({ newImage }) => newImage.v?.N ?? "0"));
      return success;
    });
    await untilIdle(source);
    expect(versions).toEqual(Array.from({ length: 26 }, (_, version) => String(version)));
  });

  it("passes over what its filter excludes and over writes that changed nothing", async () => {
    const { start, put } = await table();
    const seen: string[] = [];
    const pattern = JSON.stringify({ eventName: ["INSERT", "MODIFY"], dynamodb: { NewImage: { factType: { S: [{ exists: true }] } } } });
    const source = start({ FilterCriteria: { Filters: [{ Pattern: pattern }] } }, (records) => {
      seen.push(...records.map(({ eventName, pk }) => `${eventName} ${pk}`));
      return success;
    });
    await put("state");
    await put("fact", { factType: { S: "transfer" } });
    await put("fact", { factType: { S: "transfer" } });
    await put("state", { other: { S: "x" } });
    await untilIdle(source);
    expect(seen).toEqual(["INSERT fact"]);
  });

  it("brings a poison record to the failure queue, without its contents, and applies its neighbours", async () => {
    const { TableName, start, put, failures } = await table();
    for (let record = 1; record <= 9; record += 1) await put(`r${record}`, { secret: { S: "contents" } });
    const applied: string[] = [];
    const source = start({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1 }, (records) => {
      if (records.some(({ pk }) => pk === "r4"))
        return { payload: { errorMessage: "poison" }, functionError: "Unhandled", requestId: "request-1" };
      applied.push(...records.map(({ pk }) => pk));
      return success;
    });
    await untilIdle(source);
    expect(applied).toEqual(["r1", "r2", "r3", "r5", "r6", "r7", "r8", "r9"]);
    expect(failures).toEqual([
      {
        requestContext: {
          requestId: "request-1",
          functionArn,
          condition: "RetryAttemptsExhausted",
          approximateInvokeCount: expect.any(Number),
        },
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
        version: "1.0",
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
        DDBStreamBatchInfo: {
          shardId: expect.stringContaining("shard"),
          startSequenceNumber: "4",
          endSequenceNumber: "4",
          approximateArrivalOfFirstRecord: expect.any(String),
          approximateArrivalOfLastRecord: expect.any(String),
          batchSize: 1,
          streamArn: expect.stringContaining(TableName),
        },
      },
    ]);
    expect(JSON.stringify(failures)).not.toContain("contents");
  });

  it("delivers again what was in a function when the host died, so that a conditional effect happens once", async () => {
    const { TableName, start, put } = await table();
    const folder = join(engines.folder, `crash-${TableName}`);
    const effects = new Map<string, number>();
    let deliveries = 0;
    const apply = (records: readonly SeenRecord[]): InvocationResult => {
      deliveries += 1;
      // The effect is conditional on the record's identity, as a consumer's marker makes it.
      for (const { raw } of records) if (!effects.has(String(raw.eventID))) effects.set(String(raw.eventID), 1);
      return success;
    };
    await put("a");
    await put("b");
    const durable = fileCheckpoints(folder);
    const dying: CheckpointStore = {
      read: durable.read,
      write: async (id, checkpoint) => {
        if (effects.size > 0) throw new Error("killed before the checkpoint");
        await durable.write(id, checkpoint);
      },
    };
    const first = start({}, apply, dying);
    await eventually(() => deliveries === 1);
    await first.stop();
    const second = start({}, apply, durable);
    await untilIdle(second);
    expect({ deliveries, effects: [...effects.values()] }).toEqual({ deliveries: 2, effects: [1, 1] });
    await second.stop();
    const third = start({}, apply, durable);
    await untilIdle(third);
    expect(deliveries).toBe(2);
    expect(JSON.parse(readFileSync(join(folder, `${TableName}.json`), "utf8"))).toEqual({
      stream: expect.stringContaining(`:table/${TableName}/stream/`),
      shards: { [`shardId-00000001-${TableName}`]: "2" },
    });
  });

  it("delivers everything at least once, each key in order, over restarts and failures in the middle of writing", async () => {
    const { TableName, start } = await table();
    const seen = new Map<string, number[]>();
    let calls = 0;
    const handle = (records: readonly SeenRecord[]): InvocationResult => {
      calls += 1;
      const broken = calls % 3 === 0 ? records[Math.floor(records.length / 2)] : undefined;
      for (const record of records) {
        if (record === broken) break;
        seen.set(record.pk, [...(seen.get(record.pk) ?? []), Number(record.newImage.v?.N)]);
      }
      return broken ? { payload: { batchItemFailures: [{ itemIdentifier: broken.sequenceNumber }] } } : success;
    };
    const properties = { BatchSize: 7, FunctionResponseTypes: ["ReportBatchItemFailures"], BisectBatchOnFunctionError: true };
    const writing = Promise.all(
      ["a", "b", "c", "d"].map(async (pk) => {
        for (let v = 1; v <= 30; v += 1) {
          await client.send(
            new UpdateItemCommand({
              TableName,
              Key: { pk: { S: pk }, sk: { S: "1" } },
              UpdateExpression: "SET v = :v",
              ExpressionAttributeValues: { ":v": { N: String(v) } },
            }),
          );
        }
      }),
    );
    for (let restart = 0; restart < 4; restart += 1) {
      const source = start(properties, handle);
      await eventually(() => calls > restart * 4);
      await source.stop();
    }
    await writing;
    await untilIdle(start(properties, handle));
    const wanted = Array.from({ length: 30 }, (_, position) => position + 1);
    for (const pk of ["a", "b", "c", "d"]) {
      const versions = seen.get(pk) ?? [];
      // A repetition goes back; apart from those the versions only rise by one.
      expect([...new Set(versions)]).toEqual(wanted);
    }
  });

  it("begins behind what is there with LATEST, and misses nothing written after that, even if it dies before its first batch", async () => {
    const { start, put } = await table();
    const seen: string[] = [];
    const handle = (records: readonly SeenRecord[]): InvocationResult => {
      seen.push(...records.map(({ pk }) => pk));
      return success;
    };
    await put("before");
    const first = start({ StartingPosition: "LATEST" }, handle);
    await untilIdle(first);
    await first.stop();
    await put("between");
    const second = start({ StartingPosition: "LATEST" }, handle);
    await put("after");
    await untilIdle(second);
    expect(seen).toEqual(["between", "after"]);
  });

  it("gathers records until the window ends", async () => {
    const { start, put } = await table();
    const sizes: number[] = [];
    const source = start({ MaximumBatchingWindowInSeconds: 1, BatchSize: 3 }, (records) => {
      sizes.push(records.length);
      return success;
    });
    await untilIdle(source);
    await put("a");
    await put("b");
    expect((await source.state()).idle).toBe(false);
    await put("c");
    await untilIdle(source);
    expect(sizes).toEqual([3]);
  });

  it("delivers within a fraction of a second of the write, though it looks once a second when idle", async () => {
    const { start, put } = await table();
    let delivered = 0;
    const source = start({}, (records) => {
      delivered += records.length;
      return success;
    });
    await untilIdle(source);
    const waits: number[] = [];
    for (let round = 1; round <= 10; round += 1) {
      await put(`r${round}`);
      const start = performance.now();
      await eventually(() => delivered === round);
      waits.push(performance.now() - start);
    }
    expect(waits.sort((left, right) => left - right)[5]).toBeLessThan(500);
  });
});
