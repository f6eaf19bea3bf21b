import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { type Message, QueueDoesNotExist, SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { failuresOf } from "../deployment/names.ts";
import { clearFailures, type Replay, replayFailures } from "./failures.ts";
import { byTwoPersons, groundsToGive, replayGrounds } from "./replay-grounds.ts";

const replayRequest = z
  .strictObject({
    queue: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
    empty: z.boolean().default(false),
    ...replayGrounds,
  })
  .refine(byTwoPersons);
/** An operator's request: the id of a queue or job, whether to discard its failures instead of retrying them, why, and who agreed to it. */
export type ReplayRequest = z.output<typeof replayRequest>;

const howToAsk = `Ask with { "queue": "<id>", ${groundsToGive} }, and with "empty": true to discard its failures; two different persons are named, and docs/operations.md says how to find the ids.`;

/** Reads an operator's request; throws an error that says what is expected if it is none. */
export function replayRequestOf(event: unknown): ReplayRequest {
  const read = replayRequest.safeParse(event);
  if (read.success) return read.data;
  throw new Error(`This is no request for a replay: ${JSON.stringify(event)}. ${howToAsk}`);
}

/** What is replayed. */
export type ReplayedQueue = Pick<ReplayRequest, "queue" | "empty">;

/** Dependencies of a replay, and the naming of queues and functions. */
export interface ReplayPorts {
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
  /** Prefix of every queue's address, followed by the queue's id. */
  readonly queueAddresses: string;
  /** Prefix of every function's name, followed by the function's id. */
  readonly functionPrefix: string;
  /** Ids of jobs: their failures are runs, not messages. */
  readonly jobs: readonly string[];
}

/**
 * Takes the failures of a queue or a job out of its failure queue: messages are redelivered to their queue, a job is run again (it finds
 * all due work, so one run covers every failed one), or they are discarded. What can't be redelivered stays in the failure queue.
 */
export async function replay(ports: ReplayPorts, request: ReplayedQueue): Promise<Replay> {
  try {
    return await replayed(ports, request);
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
    throw new Error(`There is no queue and no job "${request.queue}". ${howToAsk}`, { cause: error });
  }
}

function replayed(ports: ReplayPorts, { queue, empty }: ReplayedQueue): Promise<Replay> {
  const failuresUrl = `${ports.queueAddresses}${failuresOf(queue)}`;
  if (empty) return replayFailures(ports.sqs, failuresUrl, async (messages) => messages);
  if (ports.jobs.includes(queue)) return clearFailures(ports.sqs, failuresUrl, () => runAgain(ports, queue));
  return replayFailures(ports.sqs, failuresUrl, (messages) => redeliver(ports, queue, messages));
}

/** Redelivers messages to their queue; returns those it accepted. */
async function redeliver({ sqs, queueAddresses }: ReplayPorts, queue: string, messages: readonly Message[]): Promise<readonly Message[]> {
  const Entries = messages.map(({ Body }, place) => ({ Id: String(place), MessageBody: Body }));
  const { Successful = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: `${queueAddresses}${queue}`, Entries }));
  return messages.filter((_, place) => Successful.some(({ Id }) => Id === String(place)));
}

/** Runs a job once and waits for it; throws if it fails again, so that its failures stay. */
async function runAgain({ lambda, functionPrefix }: ReplayPorts, job: string): Promise<void> {
  const { FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName: `${functionPrefix}${job}`, InvocationType: "RequestResponse" }),
  );
  if (FunctionError) throw new Error(`${job} failed again: its failures stay in the queue`);
}
