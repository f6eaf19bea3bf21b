import { LambdaClient } from "@aws-sdk/client-lambda";
import type { Context } from "aws-lambda";
import { readList } from "../deployment/lists.ts";
import { environment } from "../runtime/environment.ts";
import { logger } from "../runtime/logger.ts";
import type { Replay } from "./failures.ts";
import { queueClient } from "./queues.ts";
import { replay, replayRequestOf } from "./replay.ts";
import { traced, tracePorts } from "./traced-replay.ts";

const { QUEUE_ADDRESSES, FUNCTION_PREFIX, TABLE_SUPERVISION } = environment("QUEUE_ADDRESSES", "FUNCTION_PREFIX", "TABLE_SUPERVISION");
const trace = tracePorts(TABLE_SUPERVISION);
const ports = {
  sqs: queueClient(),
  // A second attempt would run a job a second time while the first still runs.
  lambda: new LambdaClient({ maxAttempts: 1 }),
  queueAddresses: QUEUE_ADDRESSES,
  functionPrefix: FUNCTION_PREFIX,
  jobs: readList("jobs.json"),
};

/**
 * Invoked by operators after fixing the cause, with the id of a queue, the reason, and the two persons who agreed on it; with `"empty": true` the
 * failures are discarded. Regulators see the trace.
 */
export async function handler(event: unknown, { awsRequestId: requestId }: Context): Promise<Replay> {
  const { queue, empty, ...grounds } = replayRequestOf(event);
  const kind = empty ? "failures-discarded" : "failures-replayed";
  const done = await traced(trace, { kind, queue, requestId, ...grounds }, () => replay(ports, { queue, empty }));
  // Who asked is in the trace alone: logs name no person.
  logger.info("failures replayed", { queue, empty, ...done });
  return done;
}
