/** What an invocation came to. */
export interface InvocationResult {
  /** What the handler returned, parsed. */
  readonly payload: unknown;
  /** `Unhandled` when the handler threw, timed out or died; absent when it returned. */
  readonly functionError?: string;
  /** Absent when unknown: failure messages then carry a made-up one. */
  readonly requestId?: string;
}

/** Runs a function with an event. A rejection means that the function could not be started at all. */
export type Invoke = (functionName: string, event: unknown) => Promise<InvocationResult>;

/** How a source stands. */
export interface SourceState {
  /** Nothing is undelivered or in flight, as of a look at the engine made after the question. */
  readonly idle: boolean;
  /** Records or messages waiting for delivery; a stream says 0 or 1. */
  readonly visible: number;
  /** Batches in a function at this moment. */
  readonly inFlight: number;
  /** Messages that failed and wait for their visibility timeout. */
  readonly awaitingRetry: number;
}

/** A running event source. */
export interface EventSource {
  readonly id: string;
  /** Looks again now: something was written. */
  poll(): void;
  state(): Promise<SourceState>;
  /** Takes up nothing new and waits for what is in flight; what was not finished is delivered again after the next start. */
  stop(): Promise<void>;
}

/** Where a stream source goes on after a restart: the last finished sequence number of each shard. */
export interface StreamCheckpoint {
  /** Shard id to sequence number; `trim-horizon` before the first record of that shard, `closed` when it ended. */
  readonly shards: Readonly<Record<string, string>>;
}

/** Keeps checkpoints; a write has to be durable when it resolves. */
export interface CheckpointStore {
  read(sourceId: string): Promise<StreamCheckpoint | undefined>;
  write(sourceId: string, checkpoint: StreamCheckpoint): Promise<void>;
}

/** Settings both kinds of source share, from `AWS::Lambda::EventSourceMapping`. */
interface SourceSettings {
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  /** Patterns (JSON texts) of which one has to fit; everything fits when empty. */
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
  /** Present by the engine's clock in epoch milliseconds, for the age of records; the local clock may be ahead of it. */
  readonly now: () => number;
  /** Sends a failure message to the on-failure destination; discarded batches are only logged when absent. */
  readonly onFailure?: (message: string) => Promise<void>;
  /** Hears about discarded batches and engine errors. */
  readonly log: (message: string) => void;
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
  /** Hears about engine errors. */
  readonly log: (message: string) => void;
}
