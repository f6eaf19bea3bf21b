import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** Result of a replay. */
export interface Replay {
  /** Messages removed from the failure queue: redelivered, covered by rerunning the job, or discarded. */
  readonly moved: number;
  /** Approximate number of messages left in the failure queue: failed again meanwhile, or not visible to this run. */
  readonly left: number;
}

const messagesAtOnce = 10;

/**
 * Takes messages out of a failure queue: `redeliver` returns those it delivered, which are deleted afterwards: a crash may deliver twice
 * but loses nothing (consumers tolerate repeats). Takes at most as many as the queue held at the start, so that messages failing again at
 * once are not replayed in a loop.
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
