import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** What a replay came to. */
export interface Replay {
  /** Messages taken out of the failure queue: redelivered, done by running their job again, or thrown away. */
  readonly moved: number;
  /** Messages about left in the failure queue: what failed again meanwhile, or was hidden from this run. */
  readonly left: number;
}

const messagesAtOnce = 10;

/**
 * Takes messages out of a failure queue: `redeliver` says which of them are where they belong again, and those are deleted after, so that a
 * crash delivers twice and loses nothing (consumers tolerate repeats). At most as many as the queue held at the start, so that what fails
 * at once again does not go in a circle.
 */
export async function replayFailures(
  sqs: SQSClient,
  failuresUrl: string,
  redeliver: (messages: readonly Message[]) => Promise<readonly Message[]>,
): Promise<Replay> {
  const held = await countOf(sqs, failuresUrl);
  let moved = 0;
  while (moved < held) {
    const receive = { QueueUrl: failuresUrl, MaxNumberOfMessages: Math.min(messagesAtOnce, held - moved), WaitTimeSeconds: 1 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(receive));
    if (Messages.length === 0) break;
    const redelivered = await redeliver(Messages);
    const Entries = redelivered.map(({ ReceiptHandle }, place) => ({ Id: String(place), ReceiptHandle }));
    if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: failuresUrl, Entries }));
    moved += redelivered.length;
    if (redelivered.length < Messages.length) break;
  }
  return { moved, left: await countOf(sqs, failuresUrl) };
}

async function countOf(sqs: SQSClient, queueUrl: string): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
}
