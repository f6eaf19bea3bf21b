import { LambdaClient } from "@aws-sdk/client-lambda";
import { readList } from "../deployment/lists.ts";
import { environment } from "../runtime/environment.ts";
import { logger } from "../runtime/logger.ts";
import type { Replay } from "./failures.ts";
import { queueClient } from "./queues.ts";
import { replay, replayRequestOf } from "./replay.ts";

const { QUEUE_ADDRESSES, FUNCTION_PREFIX } = environment("QUEUE_ADDRESSES", "FUNCTION_PREFIX");
const ports = {
  sqs: queueClient(),
  // A second attempt would run a job a second time while the first still runs.
  lambda: new LambdaClient({ maxAttempts: 1 }),
  queueAddresses: QUEUE_ADDRESSES,
  functionPrefix: FUNCTION_PREFIX,
  jobs: readList("jobs.json"),
};

/** Invoked by operators after fixing the cause, with `{ "queue": "<id>" }`; with `"empty": true` the failures are discarded. */
export async function handler(event: unknown): Promise<Replay> {
  const request = replayRequestOf(event);
  const done = await replay(ports, request);
  logger.info("failures replayed", { ...request, ...done });
  return done;
}
