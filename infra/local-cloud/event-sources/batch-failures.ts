import { fieldsOf } from "../values.ts";
import type { InvocationResult } from "./types.ts";

/** Which entries of a batch failed: `all`, or those with these identifiers (none is success). */
export type FailedEntries = "all" | ReadonlySet<string>;

const nothing: ReadonlySet<string> = new Set();

/**
 * Reads a function's report on its batch. A function error fails all of it. `batchItemFailures` counts only where the source asks for it
 * (FunctionResponseTypes); no answer, no list and an empty list are success; an empty or unknown identifier, or one that is not a string,
 * fails the whole batch.
 */
export function failedEntries(result: InvocationResult, identifiers: ReadonlySet<string>, reports: boolean): FailedEntries {
  if (result.functionError !== undefined) return "all";
  if (!reports) return nothing;
  const { batchItemFailures } = fieldsOf(result.payload);
  if (batchItemFailures === undefined || batchItemFailures === null) return nothing;
  if (!Array.isArray(batchItemFailures)) return "all";
  const reported = batchItemFailures.map((failure) => fieldsOf(failure).itemIdentifier);
  const failed = reported.filter((identifier) => typeof identifier === "string" && identifiers.has(identifier));
  return failed.length === reported.length ? new Set(failed.map(String)) : "all";
}
