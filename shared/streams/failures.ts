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
  /** Approximate number of messages left in the failure queue: could not be redelivered, failed again meanwhile, or came during the replay. */
  readonly left: number;
}

const messagesAtOnce = 10;

/**
 * Takes messages out of a failure queue: `redeliver` returns those it delivered, which are deleted afterwards: a crash may deliver twice
 * but loses nothing (consumers tolerate repeats). The others stay, and hold up none behind them. Takes at most as many as the queue held at
 * the start, so that messages failing again at once are not replayed in a loop.
 */
export async function replayFailures(
  sqs: SQSClient,
  failuresUrl: string,
  redeliver: (messages: readonly Message[]) => Promise<readonly Message[]>,
): Promise<Replay> {
  let moved = 0;
  for await (const messages of heldMessages(sqs, failuresUrl)) {
    const redelivered = await redeliver(messages);
    await remove(sqs, failuresUrl, redelivered);
    moved += redelivered.length;
  }
  return { moved, left: await messagesLeft(sqs, failuresUrl) };
}

/**
 * Clears what a failure queue holds if `repair` makes up for all of it; if it throws, everything stays. Failures that arrive while it runs
 * stay too, because it may have begun too early to cover them.
 */
export async function clearFailures(sqs: SQSClient, failuresUrl: string, repair: () => Promise<void>): Promise<Replay> {
  const covered: (readonly Message[])[] = [];
  for await (const messages of heldMessages(sqs, failuresUrl)) covered.push(messages);
  await repair();
  for (const messages of covered) await remove(sqs, failuresUrl, messages);
  return { moved: covered.flat().length, left: await messagesLeft(sqs, failuresUrl) };
}

/** Receives the messages that the queue holds now, each once: whoever keeps one that turns visible again must not meet it for ever. */
async function* heldMessages(sqs: SQSClient, queueUrl: string): AsyncGenerator<readonly Message[]> {
  const { visible: held } = await countsOf(sqs, queueUrl);
  const met = new Set<string | undefined>();
  while (met.size < held) {
    const receive = { QueueUrl: queueUrl, MaxNumberOfMessages: Math.min(messagesAtOnce, held - met.size), WaitTimeSeconds: 1 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(receive));
    const fresh = Messages.filter(({ MessageId }) => !met.has(MessageId));
    if (fresh.length === 0) return;
    for (const { MessageId } of fresh) met.add(MessageId);
    yield fresh;
  }
}

async function remove(sqs: SQSClient, queueUrl: string, messages: readonly Message[]): Promise<void> {
  const Entries = messages.map(({ ReceiptHandle }, place) => ({ Id: String(place), ReceiptHandle }));
  if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
}

/** Counts hidden messages too: those that a replay received and kept are hidden for a while. */
async function messagesLeft(sqs: SQSClient, queueUrl: string): Promise<number> {
  const { visible, hidden } = await countsOf(sqs, queueUrl);
  return visible + hidden;
}

async function countsOf(sqs: SQSClient, queueUrl: string): Promise<{ readonly visible: number; readonly hidden: number }> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    }),
  );
  return {
    visible: Number(Attributes?.ApproximateNumberOfMessages ?? 0),
    hidden: Number(Attributes?.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
}
