import type { Position, StreamReader } from "./stream-reader.ts";
import type { StreamSourceOptions } from "./types.ts";

/** How far each shard was read and processed; only the latter is saved. */
export interface ShardProgress {
  /** Where reading begins. */
  position(shardId: string): Position;
  /** Whether a record comes after what was read. */
  isNew(shardId: string, sequenceNumber: string, compare: (left: string, right: string) => number): boolean;
  /** Records up to this one were read. */
  read(shardId: string, sequenceNumber: string): void;
  /** Goes back to what is processed: the rest is read again. */
  rewind(shardId: string): void;
  /** Marks this record and all before it as processed; saved when it resolves. */
  finish(shardId: string, sequenceNumber: string): Promise<void>;
  /** Marks everything read as processed or filtered out; saved with the next save. */
  passed(shardId: string): void;
  /** Saves what `passed` left. */
  saveQuietly(): Promise<void>;
  close(shardId: string): Promise<void>;
  isClosed(shardId: string | undefined): boolean;
}

const closed = "closed";

/**
 * Loads the progress of a source. A new source with LATEST begins after what the stream holds now, and that is saved at once: later
 * records are not missed, even if this process dies before the first batch.
 */
export async function shardProgress(
  { id, streamArn, checkpoints, settings }: StreamSourceOptions,
  reader: StreamReader,
): Promise<ShardProgress> {
  let unsaved = false;
  const saved = await checkpoints.read(id);
  const done = new Map<string, string>(Object.entries(saved?.shards ?? {}));
  if (!saved) {
    if (settings.startingPosition === "LATEST")
      for (const shard of await reader.shards()) done.set(shard.id, await endOf(reader, shard.id));
    await save();
  }
  const taken = new Map(done);

  return {
    position: (shardId) => done.get(shardId) ?? "trim-horizon",
    isNew: (shardId, sequenceNumber, compare) => {
      const position = taken.get(shardId);
      return position === undefined || !/^\d+$/.test(position) || compare(sequenceNumber, position) > 0;
    },
    read: (shardId, sequenceNumber) => void taken.set(shardId, sequenceNumber),
    rewind: (shardId) => {
      const position = done.get(shardId);
      if (position === undefined) taken.delete(shardId);
      else taken.set(shardId, position);
    },
    finish: async (shardId, sequenceNumber) => {
      done.set(shardId, sequenceNumber);
      await save();
    },
    passed: (shardId) => {
      const position = taken.get(shardId);
      if (position === undefined || position === done.get(shardId)) return;
      done.set(shardId, position);
      unsaved = true;
    },
    saveQuietly: async () => {
      if (unsaved) await save();
    },
    close: async (shardId) => {
      done.set(shardId, closed);
      await save();
    },
    isClosed: (shardId) => shardId !== undefined && done.get(shardId) === closed,
  };

  async function save(): Promise<void> {
    unsaved = false;
    await checkpoints.write(id, { stream: streamArn, shards: Object.fromEntries(done) });
  }
}

async function endOf(reader: StreamReader, shardId: string): Promise<Position> {
  let position: Position = "trim-horizon";
  let iterator: string | undefined = await reader.iterator(shardId, position);
  while (iterator !== undefined) {
    const page = await reader.page(iterator, 1000);
    position = page.records.at(-1)?.sequenceNumber ?? position;
    if (page.records.length === 0) break;
    iterator = page.next;
  }
  return position;
}
