import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { untilProcessed } from "../store/batch.ts";

/** Most messages that SQS takes in one call. */
export const messagesAtOnce = 10;

/** A queue to send plain messages to. */
export interface Queue<Message> {
  /** Sends messages as JSON, ten at a time; those that were not accepted are sent again. */
  send(messages: readonly Message[]): Promise<void>;
}

/** A client of queues. Where a queue's address points is data: calls go to the region's endpoint, or to the one that the environment names. */
export function queueClient(): SQSClient {
  return new SQSClient({ useQueueUrlAsEndpoint: false });
}

/** The queue at an address. */
export function openQueue<Message>(sqs: SQSClient, queueUrl: string): Queue<Message> {
  return {
    async send(messages) {
      for (let start = 0; start < messages.length; start += messagesAtOnce) {
        const entries = messages
          .slice(start, start + messagesAtOnce)
          .map((message, position) => ({ Id: String(position), MessageBody: JSON.stringify(message) }));
        await untilProcessed(entries, async (pending) => {
          const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: pending }));
          return pending.filter(({ Id }) => Failed.some((failed) => failed.Id === Id));
        });
      }
    },
  };
}
