import {
  type CancellationReason,
  type DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { randomId } from "../kernel/ids.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Refusal } from "../kernel/outcome.ts";

/**
 * Meaning of a write's failed condition: a refusal; `stale`, load and decide again; or `done`, the same deterministic write was committed
 * before.
 */
export type ConditionFailure<R extends Refusal> = R | "stale" | "done";

/** One write of a transaction with the meaning of its failed condition. */
export interface WriteFragment<R extends Refusal = Refusal> {
  readonly write: TransactWriteItem;
  /** Absent if the write has no condition. */
  readonly failure?: ConditionFailure<R>;
}

/** How a transaction ended; in all but `committed` nothing was written. */
export type CommitResult<R extends Refusal> =
  | { readonly kind: "committed" }
  | { readonly kind: "failed"; readonly failure: ConditionFailure<R> };

/** Contention outlasted the retries, or the store throttled. Answered with 503 and Retry-After, never as a refusal. */
export class StoreBusy extends Error {
  override readonly name = "StoreBusy";
}

const maximumItems = 100;
const maximumAttempts = 10;
const transientReasons = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", "None"]);
const transientErrors = new Set([
  "TransactionConflictException",
  "TransactionInProgressException",
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
]);

/**
 * Writes all fragments or none. Contention is retried with full jitter and one request token, so that no retry is applied twice. A
 * cancelled transaction returns the meaning of its first failed condition.
 */
export async function commit<R extends Refusal>(client: DynamoDBClient, fragments: readonly WriteFragment<R>[]): Promise<CommitResult<R>> {
  invariant(
    fragments.length > 0 && fragments.length <= maximumItems,
    `a transaction has 1 to ${maximumItems} items, not ${fragments.length}`,
  );
  const command = new TransactWriteItemsCommand({
    TransactItems: fragments.map(({ write }) => write),
    ClientRequestToken: randomId(),
  });
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(command);
      return { kind: "committed" };
    } catch (error) {
      const failure = conditionFailure(error, fragments);
      if (failure) return { kind: "failed", failure };
      if (!isTransient(error)) throw error;
      if (attempt === maximumAttempts) throw new StoreBusy("contention outlasted the retries", { cause: error });
      await backOff(attempt);
    }
  }
}

/** Waits a random time that doubles in range with every attempt (full jitter), at most 400 ms. */
export function backOff(attempt: number): Promise<void> {
  const ceiling = Math.min(400, 10 * 2 ** attempt);
  return new Promise((resolve) => setTimeout(resolve, Math.random() * ceiling));
}

function conditionFailure<R extends Refusal>(error: unknown, fragments: readonly WriteFragment<R>[]): ConditionFailure<R> | undefined {
  const position = cancellationReasons(error).findIndex(({ Code }) => Code === "ConditionalCheckFailed");
  if (position < 0) return undefined;
  const failure = fragments[position]?.failure;
  invariant(failure !== undefined, `write ${position} failed a condition without a declared meaning`);
  return failure;
}

function cancellationReasons(error: unknown): readonly CancellationReason[] {
  return error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
}

/** Whether a failed request can be resent as it is: contention or throttling, never a condition. */
export function isTransient(error: unknown): boolean {
  if (error instanceof TransactionCanceledException) {
    return cancellationReasons(error).every(({ Code }) => transientReasons.has(Code ?? "None"));
  }
  return error instanceof Error && transientErrors.has(error.name);
}
