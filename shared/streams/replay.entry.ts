import { SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { environment } from "../runtime/environment.ts";
import { logger } from "../runtime/logger.ts";
import { replayFailures } from "./replay.ts";

const { FAILED_QUEUES } = environment("FAILED_QUEUES");
const queues = z.record(z.string(), z.object({ queueUrl: z.string(), failuresUrl: z.string() })).parse(JSON.parse(FAILED_QUEUES));
const request = z.strictObject({ queue: z.enum(Object.keys(queues)) });
const sqs = new SQSClient({});

/** Called by operators with `{ "queue": "<name>" }`: gives the messages of its failure queue back to the queue, once their cause is mended. */
export async function handler(event: unknown) {
  const { queue } = request.parse(event);
  const replay = await replayFailures(sqs, queues[queue] ?? { queueUrl: "", failuresUrl: "" });
  logger.info("failures replayed", { queue, ...replay });
  return { queue, ...replay };
}
