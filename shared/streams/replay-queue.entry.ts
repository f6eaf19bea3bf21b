import { SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { environment } from "../runtime/environment.ts";
import { logger } from "../runtime/logger.ts";
import type { Replay } from "./failures.ts";
import { failedQueue, replayQueue } from "./replay-queue.ts";

const { FAILED_QUEUES } = environment("FAILED_QUEUES");
const queues = z.record(z.string(), failedQueue).parse(JSON.parse(FAILED_QUEUES));
const request = z.strictObject({ queue: z.enum(Object.keys(queues)) });
const sqs = new SQSClient({});

/** Called by operators with `{ "queue": "<name>" }` once a cause is mended: gives what the queue's failure queue holds back to it. */
export async function handler(event: unknown): Promise<Replay> {
  const { queue } = request.parse(event);
  const replay = await replayQueue(sqs, failedQueue.parse(queues[queue]));
  logger.info("failures replayed", { queue, ...replay });
  return replay;
}
