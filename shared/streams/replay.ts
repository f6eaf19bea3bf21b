import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** A queue and the failure queue behind it, by their URLs. */
export interface FailedQueue {
  readonly queueUrl: string;
  readonly failuresUrl: string;
}

/** What a replay came to. */
export interface Replay {
  /** Messages that stand in their queue again. */
  readonly moved: number;
  /** Messages about left in the failure queue: what failed again meanwhile, or was hidden from this run. */
  readonly left: number;
}

const messagesAtOnce = 10;

/**
 * Moves what a failure queue holds back to its queue: sent first and deleted after, so that a crash sends twice and loses nothing (consumers
 * tolerate repeats). At most as many as it held at the start, so that what fails at once again is not moved in a circle.
 */
export async function replayFailures(sqs: SQSClient, { queueUrl, failuresUrl }: FailedQueue): Promise<Replay> {
  const held = await countOf(sqs, failuresUrl);
  let moved = 0;
  while (moved < held) {
    const receive = { QueueUrl: failuresUrl, MaxNumberOfMessages: Math.min(messagesAtOnce, held - moved), WaitTimeSeconds: 1 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(receive));
    if (Messages.length === 0) break;
    const sent = await sendAgain(sqs, queueUrl, Messages);
    const Entries = sent.map(({ ReceiptHandle }, place) => ({ Id: String(place), ReceiptHandle }));
    if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: failuresUrl, Entries }));
    moved += sent.length;
    if (sent.length < Messages.length) break;
  }
  return { moved, left: await countOf(sqs, failuresUrl) };
}

/** The messages that the queue accepted; the others come back to the failure queue by themselves. */
async function sendAgain(sqs: SQSClient, queueUrl: string, messages: readonly Message[]): Promise<Message[]> {
  const Entries = messages.map(({ Body }, place) => ({ Id: String(place), MessageBody: Body }));
  const { Successful = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  return messages.filter((_, place) => Successful.some(({ Id }) => Id === String(place)));
}

async function countOf(sqs: SQSClient, queueUrl: string): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
}
