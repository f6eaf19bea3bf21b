import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { type Message, SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { type Replay, replayFailures } from "./failures.ts";

/** What operators ask for: the id of a queue or of a job, and whether its failures are to be thrown away instead of tried again. */
export const replayRequest = z.strictObject({
  queue: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
  empty: z.boolean().default(false),
});

/** What a replay reaches, and how everything is called. */
export interface ReplayPorts {
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
  /** Beginning of every queue's address; the queue's id completes it. */
  readonly queueAddresses: string;
  /** Beginning of every function's name; the function's id completes it. */
  readonly functionPrefix: string;
  /** Ids of jobs: their failures are runs, not messages. */
  readonly jobs: readonly string[];
}

/**
 * Takes the failures of a queue or a job out of its failure queue: messages go back to their queue, a job is run again (it finds all work that
 * is due, so one run makes up for every failed one), or they are thrown away. What can't be redelivered stays where it is.
 */
export async function replay(ports: ReplayPorts, { queue, empty }: z.output<typeof replayRequest>): Promise<Replay> {
  const failuresUrl = `${ports.queueAddresses}${queue}-failed`;
  if (empty) return replayFailures(ports.sqs, failuresUrl, async (messages) => messages);
  if (!ports.jobs.includes(queue)) return replayFailures(ports.sqs, failuresUrl, (messages) => giveBack(ports, queue, messages));
  await runAgain(ports, queue);
  return replayFailures(ports.sqs, failuresUrl, async (messages) => messages);
}

/** Gives messages back to their queue; those that it accepted. */
async function giveBack({ sqs, queueAddresses }: ReplayPorts, queue: string, messages: readonly Message[]): Promise<readonly Message[]> {
  const Entries = messages.map(({ Body }, place) => ({ Id: String(place), MessageBody: Body }));
  const { Successful = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: `${queueAddresses}${queue}`, Entries }));
  return messages.filter((_, place) => Successful.some(({ Id }) => Id === String(place)));
}

/** Runs a job once and waits for its end; throws when it fails again, so that its failures stay. */
async function runAgain({ lambda, functionPrefix }: ReplayPorts, job: string): Promise<void> {
  const { FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName: `${functionPrefix}${job}`, InvocationType: "RequestResponse" }),
  );
  if (FunctionError) throw new Error(`${job} failed again: its failures are left where they are`);
}
