import { type Fields, fieldsOf, list } from "../values.ts";
import type { QueueSettings, StreamSettings } from "./types.ts";

const shared = [
  "FunctionName",
  "EventSourceArn",
  "BatchSize",
  "MaximumBatchingWindowInSeconds",
  "FilterCriteria",
  "FunctionResponseTypes",
  "Enabled",
  "Tags",
];
const streamOnly = [
  "StartingPosition",
  "BisectBatchOnFunctionError",
  "MaximumRetryAttempts",
  "MaximumRecordAgeInSeconds",
  "ParallelizationFactor",
  "DestinationConfig",
];

/**
 * Settings of a stream source from the resolved properties of an `AWS::Lambda::EventSourceMapping`, with Lambda's defaults. Throws on
 * properties that would be ignored. `ParallelizationFactor` is accepted and treated as 1: it only changes how fast a shard is read.
 */
export function streamSettings(properties: Fields): StreamSettings {
  refuseUnknown(properties, [...shared, ...streamOnly]);
  const { StartingPosition = "LATEST", BisectBatchOnFunctionError } = properties;
  if (StartingPosition !== "LATEST" && StartingPosition !== "TRIM_HORIZON")
    throw new Error(`starting position not implemented: ${String(StartingPosition)}`);
  return {
    ...common(properties, 100),
    startingPosition: StartingPosition,
    bisectOnError: String(BisectBatchOnFunctionError) === "true",
    maximumRetryAttempts: integer(properties.MaximumRetryAttempts, -1),
    maximumRecordAgeSeconds: integer(properties.MaximumRecordAgeInSeconds, -1),
  };
}

/**
 * Settings of a queue source, as `streamSettings`. At most `MaximumConcurrency` batches run at a time, two without it. Throws below 2, as
 * AWS does.
 */
export function queueSettings(properties: Fields): QueueSettings {
  refuseUnknown(properties, [...shared, "ScalingConfig"]);
  const maximumConcurrency = integer(fieldsOf(properties.ScalingConfig).MaximumConcurrency, 2);
  if (maximumConcurrency < 2 || maximumConcurrency > 1000) throw new Error(`maximum concurrency is 2 to 1000: ${maximumConcurrency}`);
  return { ...common(properties, 10), maximumConcurrency };
}

/** ARN of the on-failure destination in the same properties; undefined when there is none. */
export function failureDestination(properties: Fields): string | undefined {
  const { Destination } = fieldsOf(fieldsOf(properties.DestinationConfig).OnFailure);
  return typeof Destination === "string" ? Destination : undefined;
}

function common(properties: Fields, defaultBatchSize: number) {
  return {
    batchSize: integer(properties.BatchSize, defaultBatchSize),
    batchingWindowSeconds: integer(properties.MaximumBatchingWindowInSeconds, 0),
    filters: list(fieldsOf(properties.FilterCriteria).Filters).map((filter) => String(fieldsOf(filter).Pattern)),
    reportsBatchItemFailures: list(properties.FunctionResponseTypes).includes("ReportBatchItemFailures"),
  };
}

function refuseUnknown(properties: Fields, known: readonly string[]): void {
  const unknown = Object.keys(properties).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`event source properties not implemented: ${unknown.join(", ")}`);
}

function integer(value: unknown, fallback: number): number {
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!Number.isInteger(number)) throw new Error(`not a whole number: ${String(value)}`);
  return number;
}
