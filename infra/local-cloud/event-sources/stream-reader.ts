import type { EngineClient } from "../gateway/engine-client.ts";
import { type Fields, fieldsOf, list } from "../values.ts";
import type { SequencedRecord } from "./stream-batch.ts";

const target = "DynamoDBStreams_20120810.";

/** A record as the engine sent it, with what its batch needs to know. */
export interface StreamRecord extends SequencedRecord {
  readonly raw: Fields;
}

/** A shard of a stream. */
export interface Shard {
  readonly id: string;
  readonly parentId: string | undefined;
}

/** Where reading a shard begins: after a sequence number, or at the oldest record. */
export type Position = string | "trim-horizon";

/** One page of a shard. */
interface StreamPage {
  readonly records: readonly StreamRecord[];
  /** Undefined when the shard is closed and read to its end. */
  readonly next: string | undefined;
}

/** Reads a stream of an engine. All methods throw what the engine refuses. */
export interface StreamReader {
  shards(): Promise<Shard[]>;
  iterator(shardId: string, position: Position): Promise<string>;
  page(iterator: string, limit: number): Promise<StreamPage>;
}

/** A reader for the stream with this ARN. */
export function streamReader(engine: EngineClient, streamArn: string): StreamReader {
  async function ask(operation: string, body: object): Promise<Fields> {
    const reply = await engine.call(target + operation, body);
    const answer = fieldsOf(reply.body);
    if (reply.status !== 200) throw new Error(`${operation}: ${String(answer.__type)}: ${String(answer.message ?? answer.Message)}`);
    return answer;
  }
  return {
    shards: async () => {
      const found: Shard[] = [];
      let start: unknown;
      do {
        const description = fieldsOf(
          (await ask("DescribeStream", { StreamArn: streamArn, ExclusiveStartShardId: start })).StreamDescription,
        );
        for (const { ShardId, ParentShardId } of list(description.Shards).map(fieldsOf)) {
          found.push({ id: String(ShardId), parentId: ParentShardId === undefined ? undefined : String(ParentShardId) });
        }
        start = description.LastEvaluatedShardId ?? undefined;
      } while (start !== undefined);
      return found;
    },
    iterator: async (shardId, position) => {
      const where =
        position === "trim-horizon"
          ? { ShardIteratorType: "TRIM_HORIZON" }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: position };
      const { ShardIterator } = await ask("GetShardIterator", { StreamArn: streamArn, ShardId: shardId, ...where });
      return String(ShardIterator);
    },
    page: async (iterator, limit) => {
      const { Records, NextShardIterator } = await ask("GetRecords", { ShardIterator: iterator, Limit: Math.min(limit, 1000) });
      return { records: list(Records).map(readRecord), next: typeof NextShardIterator === "string" ? NextShardIterator : undefined };
    },
  };
}

/** Whether a record's images are equal: AWS emits no such record, engines do. */
export function changesNothing({ raw }: StreamRecord): boolean {
  const { NewImage, OldImage } = fieldsOf(raw.dynamodb);
  return raw.eventName === "MODIFY" && NewImage !== undefined && OldImage !== undefined && canonical(NewImage) === canonical(OldImage);
}

/** Compares sequence numbers by value: as strings `10` would come before `9`. */
export function compareSequences(left: string, right: string): number {
  const [a, b] = [BigInt(left), BigInt(right)];
  return a < b ? -1 : Number(a > b);
}

function readRecord(value: unknown): StreamRecord {
  const raw = fieldsOf(value);
  const { SequenceNumber, ApproximateCreationDateTime } = fieldsOf(raw.dynamodb);
  return { raw, sequenceNumber: String(SequenceNumber), writtenAt: Number(ApproximateCreationDateTime) * 1000 };
}

/** The order of members, and within sets, has no meaning. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (name, inner: unknown) => {
    if (Array.isArray(inner)) return /^[SNB]S$/.test(name) ? [...inner].sort() : inner;
    if (typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
