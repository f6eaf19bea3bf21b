import { engineClient } from "../gateway/engine-client.ts";
import { chunks, type Fields, fieldsOf, list } from "../values.ts";
import { failedEntries } from "./batch-failures.ts";
import { queueFilter } from "./filters.ts";
import type { EventSource, QueueSourceOptions, SourceState } from "./types.ts";
import { nextPause, waker } from "./waker.ts";

/** Most messages that SQS hands out at a time. */
const receiveLimit = 10;

/**
 * Delivers the messages of a queue to a function, several batches at a time. What succeeded is deleted; what failed (all of a batch after a
 * function error, or what `batchItemFailures` lists) becomes visible again after its visibility timeout, and the queue's redrive policy
 * applies.
 */
export function startQueueSource(options: QueueSourceOptions): EventSource {
  const engine = engineClient(options.endpoint, options.region);
  const attention = waker();
  const freed = waker();
  const batches = new Set<Promise<void>>();
  const passes = queueFilter(options.settings.filters);
  let stopped = false;
  let resting = false;
  const running = run();

  return {
    id: options.id,
    poll: () => attention.wake(),
    state,
    stop: async () => {
      stopped = true;
      attention.wake();
      freed.wake();
      await running;
      await Promise.all(batches);
      engine.close();
    },
  };

  async function run(): Promise<void> {
    let pause: number | undefined;
    while (!stopped) {
      if (batches.size >= options.settings.maximumConcurrency) {
        await freed.pause(1000);
        continue;
      }
      const messages = await receiveBatch().catch((error: unknown): Fields[] => {
        options.log(`event source ${options.id}: ${String(error)}`);
        return [];
      });
      if (messages.length > 0) {
        pause = undefined;
        const batch = deliver(messages)
          .catch((error: unknown) => options.log(`event source ${options.id}: ${String(error)}`))
          .finally(() => {
            batches.delete(batch);
            freed.wake();
          });
        batches.add(batch);
        continue;
      }
      pause = nextPause(pause);
      resting = true;
      await attention.pause(pause);
      resting = false;
    }
  }

  /** Receives up to a batch: until the queue is empty, or until the batching window ends. */
  async function receiveBatch(): Promise<Fields[]> {
    const { batchSize, batchingWindowSeconds } = options.settings;
    const messages: Fields[] = [];
    let windowEnds: number | undefined;
    while (messages.length < batchSize && !stopped) {
      const wanted = Math.min(receiveLimit, batchSize - messages.length);
      const answer = await ask("ReceiveMessage", receiveRequest(wanted)).catch((error: unknown): Fields => {
        // Messages already received must not wait for their visibility timeout.
        if (messages.length === 0) throw error;
        return {};
      });
      const found = list(answer.Messages).map(fieldsOf);
      messages.push(...found);
      if (messages.length === 0) return messages;
      windowEnds ??= performance.now() + batchingWindowSeconds * 1000;
      if (found.length > 0) continue;
      const left = windowEnds - performance.now();
      if (left <= 0) return messages;
      await attention.pause(Math.min(left, 100));
    }
    return messages;
  }

  async function deliver(messages: readonly Fields[]): Promise<void> {
    const records = messages.map((message) => messageEvent(options, message));
    const wanted = records.filter(passes);
    await remove(records.filter((record) => !wanted.includes(record)));
    if (wanted.length === 0) return;
    const result = await options.invoke(options.functionName, { Records: wanted });
    const identifiers = new Set(wanted.map(({ messageId }) => String(messageId)));
    const failed = failedEntries(result, identifiers, options.settings.reportsBatchItemFailures);
    if (failed !== "all") await remove(wanted.filter(({ messageId }) => !failed.has(String(messageId))));
  }

  async function remove(records: readonly Fields[]): Promise<void> {
    for (const part of chunks(records, receiveLimit)) {
      const Entries = part.map(({ receiptHandle }, position) => ({ Id: String(position), ReceiptHandle: receiptHandle }));
      const { Failed } = await ask("DeleteMessageBatch", { QueueUrl: options.queueUrl, Entries });
      if (list(Failed).length > 0)
        options.log(`event source ${options.id}: ${list(Failed).length} messages could not be deleted and will be delivered again`);
    }
  }

  async function state(): Promise<SourceState> {
    const { Attributes } = await ask("GetQueueAttributes", { QueueUrl: options.queueUrl, AttributeNames: ["All"] });
    const count = (name: string): number => Number(fieldsOf(Attributes)[name] ?? 0);
    const visible = count("ApproximateNumberOfMessages");
    const awaitingRetry = count("ApproximateNumberOfMessagesNotVisible") + count("ApproximateNumberOfMessagesDelayed");
    if (visible > 0) attention.wake();
    return { idle: visible === 0 && batches.size === 0 && resting, visible, inFlight: batches.size, awaitingRetry };
  }

  function receiveRequest(maximum: number): object {
    return {
      QueueUrl: options.queueUrl,
      MaxNumberOfMessages: maximum,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
      WaitTimeSeconds: 0,
    };
  }

  async function ask(operation: string, body: object): Promise<Fields> {
    const reply = await engine.call(`AmazonSQS.${operation}`, body);
    const answer = fieldsOf(reply.body);
    if (reply.status !== 200) throw new Error(`${operation}: ${String(answer.__type)}: ${String(answer.message)}`);
    return answer;
  }
}

/** A message as Lambda passes it on. */
function messageEvent({ queueArn, region }: QueueSourceOptions, message: Fields): Fields {
  const messageAttributes = Object.fromEntries(
    Object.entries(fieldsOf(message.MessageAttributes)).map(([name, value]) => {
      const { StringValue, BinaryValue, DataType } = fieldsOf(value);
      const values = {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
      };
      return [name, { ...values, stringListValues: [], binaryListValues: [], dataType: DataType }];
    }),
  );
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: fieldsOf(message.Attributes),
    messageAttributes,
    md5OfBody: message.MD5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}
