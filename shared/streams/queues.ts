import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { eachAtOnce } from "../store/at-once.ts";
import { untilProcessed } from "../store/batch.ts";

/** Maximum messages per SQS call. */
const messagesPerBatch = 10;
const batchesAtOnce = 8;

/** A queue of plain messages, for senders. */
export interface Queue<Message> {
  /** Sends every message as JSON, in concurrent batches; throws if some were never accepted. */
  send(messages: readonly Message[]): Promise<void>;
}

/** A client of queues. Calls go to the region's endpoint or the one in the environment, whatever host a queue's address names. */
export function queueClient(): SQSClient {
  return new SQSClient({ useQueueUrlAsEndpoint: false });
}

/** Opens the queue at an address. */
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
