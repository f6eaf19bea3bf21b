import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { streamSettings } from "../../../../../infra/local-cloud/event-sources/settings.ts";
import { startStreamSource } from "../../../../../infra/local-cloud/event-sources/stream-source.ts";
import type { CheckpointStore, EventSource, StreamCheckpoint } from "../../../../../infra/local-cloud/event-sources/types.ts";
import { type Fields, fieldsOf, list } from "../../../../../infra/local-cloud/values.ts";

/** A stream that rolls: engines on this machine never close a shard, DynamoDB does every few hours. */
interface ScriptedStream {
  readonly shards: readonly {
    readonly id: string;
    readonly parent?: string;
    readonly closed: boolean;
    readonly records: readonly string[];
  }[];
  /** Operations that are refused once, as `GetRecords`. */
  readonly refusedOnce?: string[];
}

describe("a stream source", () => {
  it("reads a closed shard to its end before its children, and never again", async () => {
    const stream: ScriptedStream = {
      shards: [
        { id: "child", parent: "parent", closed: false, records: ["30", "31"] },
        { id: "parent", parent: "long gone", closed: true, records: ["9", "10", "11"] },
      ],
    };
    const store = memoryCheckpoints();
    expect(await delivered(stream, store)).toEqual(["9", "10", "11", "30", "31"]);
    expect(store.saved()).toEqual({ stream: "arn:stream", shards: { parent: "closed", child: "31" } });
    expect(await delivered(stream, store)).toEqual([]);
  });

  it("goes on at its last position when an iterator expired or the engine was away", async () => {
    const stream: ScriptedStream = {
      shards: [{ id: "one", closed: false, records: ["1", "2", "3"] }],
      refusedOnce: ["DescribeStream", "GetShardIterator", "GetRecords", "GetRecords"],
    };
    expect(await delivered(stream, memoryCheckpoints())).toEqual(["1", "2", "3"]);
  });

  it("refuses a filter it doesn't understand at the start", () => {
    expect(() =>
      startSource("http://127.0.0.1:1", memoryCheckpoints(), () => undefined, { FilterCriteria: { Filters: [{ Pattern: '{"a":"x"}' }] } }),
    ).toThrow();
  });
});

async function delivered(stream: ScriptedStream, checkpoints: CheckpointStore): Promise<string[]> {
  const engine = await scriptedEngine(stream);
  const seen: string[] = [];
  const source = startSource(engine.url, checkpoints, (sequence) => seen.push(sequence));
  try {
    await expect.poll(async () => (await source.state()).idle, { timeout: 5000, interval: 5 }).toBe(true);
  } finally {
    await source.stop();
    await engine.stop();
  }
  return seen;
}

function startSource(
  endpoint: string,
  checkpoints: CheckpointStore,
  see: (sequence: string) => void,
  properties: Fields = {},
): EventSource {
  return startStreamSource({
    id: "source",
    functionName: "relay",
    functionArn: "arn",
    tableName: "Facts",
    streamArn: "arn:stream",
    region: "cn-north-1",
    endpoint,
    settings: streamSettings({ StartingPosition: "TRIM_HORIZON", BatchSize: 2, ...properties }),
    invoke: async (_functionName, event) => {
      for (const record of list(fieldsOf(event).Records)) see(String(fieldsOf(fieldsOf(record).dynamodb).SequenceNumber));
      return { payload: {} };
    },
    checkpoints,
    now: () => 0,
    log: () => undefined,
  });
}

function memoryCheckpoints(): CheckpointStore & { saved(): StreamCheckpoint | undefined } {
  let saved: StreamCheckpoint | undefined;
  return {
    read: async () => saved,
    write: async (_id, checkpoint) => {
      saved = checkpoint;
    },
    saved: () => saved,
  };
}

async function scriptedEngine({ shards, refusedOnce = [] }: ScriptedStream): Promise<{ url: string; stop(): Promise<void> }> {
  const refusals = [...refusedOnce];
  const answer = (operation: string, body: Fields): object => {
    if (operation === "DescribeStream") {
      return { StreamDescription: { Shards: shards.map(({ id, parent }) => ({ ShardId: id, ...(parent && { ParentShardId: parent }) })) } };
    }
    if (operation === "GetShardIterator") {
      const records = shards.find(({ id }) => id === body.ShardId)?.records ?? [];
      const position = body.ShardIteratorType === "TRIM_HORIZON" ? 0 : records.indexOf(String(body.SequenceNumber)) + 1;
      return { ShardIterator: `${String(body.ShardId)}/${position}` };
    }
    const [id, position = "0"] = String(body.ShardIterator).split("/");
    const shard = shards.find((candidate) => candidate.id === id);
    const page = shard?.records.slice(Number(position), Number(position) + Number(body.Limit)) ?? [];
    const next = Number(position) + page.length;
    return {
      Records: page.map((SequenceNumber) => ({ eventName: "INSERT", dynamodb: { SequenceNumber, ApproximateCreationDateTime: 0 } })),
      ...(shard?.closed && next === shard.records.length ? {} : { NextShardIterator: `${id}/${next}` }),
    };
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
      const refused = refusals.indexOf(operation);
      if (refused >= 0) refusals.splice(refused, 1);
      const body =
        refused >= 0
          ? { __type: "ExpiredIteratorException", message: "expired" }
          : answer(operation, fieldsOf(JSON.parse(Buffer.concat(chunks).toString())));
      response.writeHead(refused >= 0 ? 400 : 200, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the scripted engine did not start");
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
