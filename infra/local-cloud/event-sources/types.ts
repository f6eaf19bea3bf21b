/** Result of an invocation. */
export interface InvocationResult {
  /** What the handler returned, parsed. */
  readonly payload: unknown;
  /** `Unhandled` when the handler threw, timed out or died; absent when it returned. */
  readonly functionError?: string;
  /** Absent when unknown: failure messages then carry a random one. */
  readonly requestId?: string;
}

/** Runs a function with an event. A rejection means that the function could not be started at all. */
export type Invoke = (functionName: string, event: unknown) => Promise<InvocationResult>;

/** State of a source. */
export interface SourceState {
  /** Nothing is undelivered or in flight, as the engine said after the question was asked. */
  readonly idle: boolean;
  /** Records or messages waiting for delivery; 0 or 1 for a stream. */
  readonly visible: number;
  /** Batches being processed. */
  readonly inFlight: number;
  /** Messages not yet visible again after a failure, or delayed. */
  readonly awaitingRetry: number;
}

/** A running event source. */
export interface EventSource {
  readonly id: string;
  /** Polls now instead of at the next interval: something was written. */
  poll(): void;
  state(): Promise<SourceState>;
  /** Stops polling and waits for what is in flight; what was not finished is delivered again after the next start. */
  stop(): Promise<void>;
}

/** Where a stream source resumes after a restart: the last processed sequence number of each shard. */
export interface StreamCheckpoint {
  /** ARN of the stream that the positions are in; absent when any stream of the table is meant. */
  readonly stream?: string;
  /** Shard id to sequence number; `trim-horizon` before the first record of that shard, `closed` when it ended. */
  readonly shards: Readonly<Record<string, string>>;
}

/** Keeps checkpoints; a write is durable when it resolves. */
export interface CheckpointStore {
  read(sourceId: string): Promise<StreamCheckpoint | undefined>;
  write(sourceId: string, checkpoint: StreamCheckpoint): Promise<void>;
}

/** Settings that both kinds of source share, from `AWS::Lambda::EventSourceMapping`. */
interface SourceSettings {
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  /** Patterns (JSON) of which one must match; everything matches when empty. */
  readonly filters: readonly string[];
  /** Whether `batchItemFailures` in the answer counts. */
  readonly reportsBatchItemFailures: boolean;
}

/** Settings of a stream source. -1 is "no limit", as in the template. */
export interface StreamSettings extends SourceSettings {
  readonly startingPosition: "LATEST" | "TRIM_HORIZON";
  readonly bisectOnError: boolean;
  readonly maximumRetryAttempts: number;
  readonly maximumRecordAgeSeconds: number;
}

/** Settings of a queue source. */
export interface QueueSettings extends SourceSettings {
  readonly maximumConcurrency: number;
}

/** What `startStreamSource` needs. */
export interface StreamSourceOptions {
  /** Name of the source: its checkpoint is kept under it. */
  readonly id: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly tableName: string;
  /** ARN as the engine knows it (`LatestStreamArn` of DescribeTable). */
  readonly streamArn: string;
  /** ARN the function sees as `eventSourceARN`; that of the engine when absent. */
  readonly eventSourceArn?: string;
  readonly region: string;
  /** Engine that has the stream; `http://127.0.0.1:port`. */
  readonly endpoint: string;
  readonly settings: StreamSettings;
  readonly invoke: Invoke;
  readonly checkpoints: CheckpointStore;
  /** Time of the engine's clock in epoch milliseconds, for the age of records; the local clock may be ahead of it. */
  readonly now: () => number;
  /** Sends a failure message to the on-failure destination; discarded batches are only logged when absent. */
  readonly onFailure?: (message: string) => Promise<void>;
  /** Gets a line for each discarded batch and engine error. */
  readonly log: (message: string) => void;
  /** Called when the source has stopped for good, as when its checkpoint can't be written, with the reason. */
  readonly onStopped?: (reason: string) => void;
}

/** What `startQueueSource` needs. */
export interface QueueSourceOptions {
  readonly id: string;
  readonly functionName: string;
  /** Address of the queue at the engine. */
  readonly queueUrl: string;
  /** ARN the function sees as `eventSourceARN`. */
  readonly queueArn: string;
  readonly region: string;
  /** Engine that has the queue; `http://127.0.0.1:port`. */
  readonly endpoint: string;
  readonly settings: QueueSettings;
  readonly invoke: Invoke;
  /** Gets a line for each engine error. */
  readonly log: (message: string) => void;
}
