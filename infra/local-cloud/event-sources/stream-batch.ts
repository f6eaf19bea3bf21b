import { failedEntries } from "./batch-failures.ts";
import type { InvocationResult, StreamSettings } from "./types.ts";

/** What a batch needs to know of a stream record. */
export interface SequencedRecord {
  readonly sequenceNumber: string;
  /** When it was written, in epoch milliseconds. */
  readonly writtenAt: number;
}

/** Why records were discarded, as AWS names it. */
export type DiscardReason = "RetryAttemptsExhausted" | "RecordAgeExceeded";

/** What processing a batch needs. */
export interface StreamBatchPorts<Entry extends SequencedRecord> {
  /** Runs the function; a rejection means it couldn't be started, which isn't charged to the retries. */
  readonly invoke: (records: readonly Entry[]) => Promise<InvocationResult>;
  /** Everything up to and including this record is processed or discarded. */
  readonly checkpoint: (record: Entry) => Promise<void>;
  /**
   * Discards these records after `invocations` tries, the last of which returned `result`. False when stopped before that could be reported.
   */
  readonly discard: (
    records: readonly Entry[],
    reason: DiscardReason,
    invocations: number,
    result: InvocationResult | undefined,
  ) => Promise<boolean>;
  /** Waits before the n-th retry. */
  readonly backOff: (attempt: number) => Promise<void>;
  readonly now: () => number;
  /** True when nothing new may begin: the rest is delivered again after the next start. */
  readonly stopped: () => boolean;
}

interface Segment<Entry> {
  readonly records: readonly Entry[];
  readonly retries: number;
  readonly invocations: number;
  readonly lastResult: InvocationResult | undefined;
}

/**
 * Runs a function over consecutive records of one shard until each is processed or discarded, in order.
 * - A report splits the batch at the lowest reported number: what comes before it is processed, the rest is retried.
 * - A failure of the whole batch (or a report of its first record) halves it where `bisectOnError` is set; neither is charged to the retries.
 * - What can't be split is retried `maximumRetryAttempts` times (-1: without limit), then discarded; records older than
 *   `maximumRecordAgeSeconds` are discarded untried.
 */
export async function runStreamBatch<Entry extends SequencedRecord>(
  records: readonly Entry[],
  settings: StreamSettings,
  ports: StreamBatchPorts<Entry>,
): Promise<void> {
  const waiting: Segment<Entry>[] = [{ records, retries: 0, invocations: 0, lastResult: undefined }];
  for (let segment = waiting.shift(); segment; segment = waiting.shift()) {
    if (ports.stopped()) return;
    const rest = await giveUpOld(segment, settings, ports);
    if (rest) waiting.unshift(...(await attempt(rest, settings, ports)));
  }
}

async function giveUpOld<Entry extends SequencedRecord>(
  segment: Segment<Entry>,
  { maximumRecordAgeSeconds }: StreamSettings,
  ports: StreamBatchPorts<Entry>,
): Promise<Segment<Entry> | undefined> {
  if (maximumRecordAgeSeconds < 0) return segment;
  const oldest = ports.now() - maximumRecordAgeSeconds * 1000;
  const young = segment.records.findIndex(({ writtenAt }) => writtenAt >= oldest);
  const old = young < 0 ? segment.records : segment.records.slice(0, young);
  const last = old.at(-1);
  if (!last) return segment;
  if (!(await ports.discard(old, "RecordAgeExceeded", segment.invocations, segment.lastResult))) return undefined;
  await ports.checkpoint(last);
  return young < 0 ? undefined : { ...segment, records: segment.records.slice(young) };
}

/** Runs one segment; returns what is left of it. */
async function attempt<Entry extends SequencedRecord>(
  segment: Segment<Entry>,
  settings: StreamSettings,
  ports: StreamBatchPorts<Entry>,
): Promise<Segment<Entry>[]> {
  const { records, retries, invocations } = segment;
  const result = await ports.invoke(records).catch(() => undefined);
  if (!result) {
    if (!ports.stopped()) await ports.backOff(retries + 1);
    return [segment];
  }
  const failed = failedEntries(result, new Set(records.map(({ sequenceNumber }) => sequenceNumber)), settings.reportsBatchItemFailures);
  const done = failed === "all" ? 0 : lowest(records, failed);
  const lastDone = records[done - 1];
  if (lastDone) await ports.checkpoint(lastDone);
  const rest = records.slice(done);
  const last = rest.at(-1);
  if (!last) return [];
  if (done > 0) return [{ records: rest, retries: 0, invocations: 0, lastResult: result }];
  const tried = { invocations: invocations + 1, lastResult: result };
  if (settings.bisectOnError && rest.length > 1) {
    const middle = Math.ceil(rest.length / 2);
    return [rest.slice(0, middle), rest.slice(middle)].map((half) => ({ records: half, retries, ...tried }));
  }
  if (ports.stopped()) return [segment];
  if (settings.maximumRetryAttempts >= 0 && retries >= settings.maximumRetryAttempts) {
    if (await ports.discard(rest, "RetryAttemptsExhausted", tried.invocations, result)) await ports.checkpoint(last);
    return [];
  }
  await ports.backOff(retries + 1);
  return [{ records: rest, retries: retries + 1, ...tried }];
}

function lowest(records: readonly SequencedRecord[], failed: ReadonlySet<string>): number {
  const position = records.findIndex(({ sequenceNumber }) => failed.has(sequenceNumber));
  return position < 0 ? records.length : position;
}
