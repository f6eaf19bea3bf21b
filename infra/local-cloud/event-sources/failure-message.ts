import { randomUUID } from "node:crypto";
import type { DiscardReason, SequencedRecord } from "./stream-batch.ts";
import type { InvocationResult, StreamSourceOptions } from "./types.ts";

/** What a failure message says about a discarded batch. */
export interface GivenUpBatch {
  readonly shardId: string;
  readonly records: readonly SequencedRecord[];
  readonly reason: DiscardReason;
  readonly invocations: number;
  readonly result: InvocationResult | undefined;
}

/** The message to the on-failure destination, as AWS writes it: where the records are, never the records themselves. */
export function failureMessage(source: StreamSourceOptions, { shardId, records, reason, invocations, result }: GivenUpBatch): string {
  const [first] = records;
  const last = records.at(-1);
  const time = (milliseconds: number | undefined): string => new Date(milliseconds ?? source.now()).toISOString();
  return JSON.stringify({
    requestContext: {
      requestId: result?.requestId ?? randomUUID(),
      functionArn: source.functionArn,
      condition: reason,
      approximateInvokeCount: invocations,
    },
    ...(result && {
      responseContext: {
        statusCode: 200,
        executedVersion: "$LATEST",
        functionError: result.functionError ?? null,
      },
    }),
    version: "1.0",
    timestamp: time(undefined),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: last?.sequenceNumber,
      approximateArrivalOfFirstRecord: time(first?.writtenAt),
      approximateArrivalOfLastRecord: time(last?.writtenAt),
      batchSize: records.length,
      streamArn: source.eventSourceArn ?? source.streamArn,
    },
  });
}
