import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { eachAtOnce } from "../store/at-once.ts";
import { untilProcessed } from "../store/batch.ts";

/** Most messages that SQS takes in one call. */
const messagesPerBatch = 10;
const batchesAtOnce = 8;

/** A queue to send plain messages to. */
export interface Queue<Message> {
  /** Sends every message as JSON, in batches side by side; throws when some were never accepted. */
  send(messages: readonly Message[]): Promise<void>;
}

/** A client of queues. Where a queue's address points is data: calls go to the region's endpoint, or to the one that the environment names. */
export function queueClient(): SQSClient {
  return new SQSClient({ useQueueUrlAsEndpoint: false });
}

/** The queue at an address. */
export function openQueue<Message>(sqs: SQSClient, queueUrl: string): Queue<Message> {
  return {
    send(messages) {
      const entries = messages.map((message, position) => ({ Id: String(position), MessageBody: JSON.stringify(message) }));
      const batches = Array.from({ length: Math.ceil(entries.length / messagesPerBatch) }, (_, batch) =>
        entries.slice(batch * messagesPerBatch, (batch + 1) * messagesPerBatch),
      );
      return eachAtOnce(batches, batchesAtOnce, (batch) =>
        untilProcessed(batch, async (pending) => {
          const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: pending }));
          return pending.filter(({ Id }) => Failed.some((failed) => failed.Id === Id));
        }),
      );
    },
  };
}
