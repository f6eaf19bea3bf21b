import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { eachAtOnce } from "../store/at-once.ts";
import { untilProcessed } from "../store/batch.ts";

const messagesPerBatch = 10;
const batchesAtOnce = 8;

/** Sends every message to a queue as JSON, in batches side by side; throws when some were never accepted. */
export function sendAll(sqs: SQSClient, queueUrl: string, messages: readonly unknown[]): Promise<void> {
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
}
