import { createHash } from "node:crypto";
import { engineClient } from "../gateway/engine-client.ts";
import { fieldsOf } from "../values.ts";
import { failureMessage } from "./failure-message.ts";
import { streamFilter } from "./filters.ts";
import { type ShardProgress, shardProgress } from "./shard-progress.ts";
import { runStreamBatch } from "./stream-batch.ts";
import { changesNothing, compareSequences, type Shard, type StreamReader, type StreamRecord, streamReader } from "./stream-reader.ts";
import type { EventSource, StreamSourceOptions } from "./types.ts";
import { nextPause, type Waker, waker } from "./waker.ts";

/** State of one shard's loop, as the source sees it. */
interface ShardState {
  readonly shard: Shard;
  readonly waker: Waker;
  /** Pauses before retries; only stopping cuts them short, new records do not. */
  readonly retries: Waker;
  /** Set while the loop has nothing to do: where it would read next. */
  resting: string | undefined;
  inFlight: boolean;
  ended: boolean;
}

/**
 * Delivers the records of a table's stream to a function: in order per shard, at least once, batch by batch. Its position is saved in
 * `checkpoints` after each success and each discarded record; a source that never ran begins as `startingPosition` says, and what is written
 * after its start is never missed. Throws on a filter it does not know. Where an engine closes a shard, its children follow once it
 * is read to the end.
 */
export function startStreamSource(options: StreamSourceOptions): EventSource {
  const engine = engineClient(options.endpoint, options.region);
  const reader = streamReader(engine, options.streamArn);
  const passes = streamFilter(options.settings.filters);
  const shards = new Map<string, ShardState>();
  const attention = waker();
  let stopped = false;
  let listedShards = false;
  const stopFor = (error: unknown): void => {
    const reason = `event source ${options.id} has stopped: ${String(error)}`;
    options.log(reason);
    options.onStopped?.(reason);
  };
  const running = run().catch(stopFor);

  return {
    id: options.id,
    poll: () => {
      for (const state of shards.values()) state.waker.wake();
    },
    state: async () => {
      const open = [...shards.values()].filter(({ ended }) => !ended);
      const inFlight = open.filter((state) => state.inFlight).length;
      const caughtUp = listedShards && (await Promise.all(open.map((state) => isCaughtUp(reader, state)))).every(Boolean);
      return { idle: caughtUp, visible: caughtUp ? 0 : 1, inFlight, awaitingRetry: 0 };
    },
    stop: async () => {
      stopped = true;
      attention.wake();
      for (const state of shards.values()) {
        state.waker.wake();
        state.retries.wake();
      }
      await running;
      engine.close();
    },
  };

  /** Starts a loop for each shard; children wait for their parent. */
  async function run(): Promise<void> {
    const progress = await untilDone(() => shardProgress(options, reader));
    const loops = new Map<string, Promise<void>>();
    while (!stopped && progress) {
      const found = await untilDone(() => reader.shards());
      for (const shard of found ?? []) {
        const parentDone = !found?.some(({ id }) => id === shard.parentId) || progress.isClosed(shard.parentId);
        if (loops.has(shard.id) || progress.isClosed(shard.id) || !parentDone) continue;
        const state: ShardState = { shard, waker: waker(), retries: waker(), resting: undefined, inFlight: false, ended: false };
        shards.set(shard.id, state);
        const loop = deliver(state, progress).catch(stopFor);
        loops.set(
          shard.id,
          loop.finally(() => attention.wake()),
        );
      }
      listedShards = true;
      // A closed shard wakes this loop; an engine that lists no shards yet is asked again.
      await attention.pause(loops.size === 0 ? 200 : 30_000);
    }
    await Promise.all(loops.values());
  }

  /** Retries until it succeeds or the source is stopped: the engine may be restarting. */
  async function untilDone<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    for (let pause: number | undefined; !stopped; pause = nextPause(pause)) {
      try {
        return await work();
      } catch (error) {
        if (pause === undefined) options.log(`event source ${options.id}: ${String(error)}`);
        await attention.pause(nextPause(pause));
      }
    }
    return undefined;
  }

  async function deliver(state: ShardState, progress: ShardProgress): Promise<void> {
    const { shard } = state;
    const { batchSize, batchingWindowSeconds } = options.settings;
    let iterator: string | undefined;
    let pending: StreamRecord[] = [];
    let windowEnds = 0;
    let pause: number | undefined;
    while (!stopped) {
      iterator ??= await untilDone(() => reader.iterator(shard.id, progress.position(shard.id)));
      if (iterator === undefined) return;
      const from: string = iterator;
      const page = await reader.page(from, batchSize).catch((error: unknown) => {
        if (pause === undefined) options.log(`event source ${options.id}: ${String(error)}`);
      });
      if (!page) {
        // The iterator may be stale or the engine down: start again at the last position.
        iterator = undefined;
        pending = [];
        progress.rewind(shard.id);
        pause = nextPause(pause);
        await state.waker.pause(pause);
        continue;
      }
      const news = page.records.filter(({ sequenceNumber }) => progress.isNew(shard.id, sequenceNumber, compareSequences));
      const wanted = news.filter((record) => !changesNothing(record) && passes(record.raw));
      if (pending.length === 0 && wanted.length > 0) windowEnds = performance.now() + batchingWindowSeconds * 1000;
      pending.push(...wanted);
      const last = news.at(-1);
      if (last) progress.read(shard.id, last.sequenceNumber);
      const due = pending.length >= batchSize || (pending.length > 0 && performance.now() >= windowEnds) || page.next === undefined;
      if (due || pending.length === 0) {
        const batch = pending;
        pending = [];
        if (batch.length > 0) await runBatches(state, batch, progress);
        if (stopped) return;
        progress.passed(shard.id);
      }
      iterator = page.next;
      if (iterator === undefined) return endShard(state, progress);
      if (page.records.length > 0) {
        pause = undefined;
        continue;
      }
      if (pending.length === 0) {
        await progress.saveQuietly();
        state.resting = iterator;
      }
      pause = nextPause(pause);
      await state.waker.pause(pending.length > 0 ? Math.max(1, Math.min(pause, windowEnds - performance.now())) : pause);
      state.resting = undefined;
    }
  }

  async function endShard(state: ShardState, progress: ShardProgress): Promise<void> {
    await progress.close(state.shard.id);
    state.ended = true;
    listedShards = false;
  }

  async function runBatches(state: ShardState, records: readonly StreamRecord[], progress: ShardProgress): Promise<void> {
    state.inFlight = true;
    const { settings, functionName } = options;
    for (let start = 0; start < records.length && !stopped; start += settings.batchSize) {
      await runStreamBatch(records.slice(start, start + settings.batchSize), settings, {
        invoke: (batch) => options.invoke(functionName, { Records: batch.map((record) => recordEvent(options, record)) }),
        checkpoint: ({ sequenceNumber }) => progress.finish(state.shard.id, sequenceNumber),
        discard: async (batch, reason, invocations, result) => {
          options.log(`event source ${options.id} gave up ${batch.length} records: ${reason}`);
          const message = failureMessage(options, { shardId: state.shard.id, records: batch, reason, invocations, result });
          let sent = false;
          await untilDone(async () => {
            await options.onFailure?.(message);
            sent = true;
          });
          return sent;
        },
        backOff: (attempt) => state.retries.pause(Math.min(2000, 50 * 2 ** attempt)),
        now: options.now,
        stopped: () => stopped,
      });
    }
    state.inFlight = false;
  }
}

/** Asks the engine whether there is anything after the loop's position. */
async function isCaughtUp(reader: StreamReader, state: ShardState): Promise<boolean> {
  const from = state.resting;
  if (from === undefined) return false;
  const page = await reader.page(from, 1).catch(() => undefined);
  if (page?.records.length !== 0) state.waker.wake();
  return page?.records.length === 0 && state.resting === from;
}

/** A record as Lambda passes it on. Its event id is unique across tables, which the engine's is not. */
function recordEvent({ tableName, streamArn, eventSourceArn, region }: StreamSourceOptions, { raw, sequenceNumber }: StreamRecord): object {
  const eventID = createHash("md5").update(`${tableName}/${sequenceNumber}`).digest("hex");
  return { ...raw, eventID, awsRegion: region, eventSourceARN: eventSourceArn ?? streamArn, dynamodb: { ...fieldsOf(raw.dynamodb) } };
}
