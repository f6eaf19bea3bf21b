import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import * as z from "zod";

/** The relay's message to a subscriber: the location of a fact, not the fact. */
export const factMessage = z.object({
  table: z.string(),
  pk: z.string(),
  sk: z.string(),
  factType: z.string(),
  factId: z.string(),
});
/** Fact types that each queue subscribes to, by the queue's id: `{ "auctions-on-cash": ["cash-received"], "records-on-fact": "*" }`. */
export type Subscriptions = Readonly<Record<string, readonly string[] | "*">>;

/** Destinations of facts. */
export interface Subscribers {
  readonly subscriptions: Subscriptions;
  /** Prefix of every queue's address, followed by the queue's id. */
  readonly queueAddresses: string;
}

/** The table's name in a stream ARN, `…:table/<name>/stream/…`. */
function tableOf(record: DynamoDBRecord): string {
  return record.eventSourceARN?.split("/")[1] ?? "";
}

interface Delivery {
  readonly sequence: string;
  readonly queueUrl: string;
  readonly body: string;
}

/**
 * Copies fact keys and types from a table's stream to each subscriber's queue, and nothing else. The batch is reported failed from the
 * first record that did not reach all its queues, so that it is delivered again: at least once, never skipped.
 */
export async function relay(sqs: SQSClient, subscribers: Subscribers, event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const byQueue = Map.groupBy(
    event.Records.flatMap((record) => deliveriesOf(record, subscribers)),
    ({ queueUrl }) => queueUrl,
  );
  const failed = (await Promise.all([...byQueue].map(([queueUrl, deliveries]) => sendAll(sqs, queueUrl, deliveries)))).flat();
  const first = failed
    .map(BigInt)
    .reduce<bigint | undefined>((least, each) => (least === undefined || each < least ? each : least), undefined);
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: original(event, first) }] };
}

function deliveriesOf(record: DynamoDBRecord, { subscriptions, queueAddresses }: Subscribers): Delivery[] {
  const image = record.dynamodb?.NewImage;
  const sequence = record.dynamodb?.SequenceNumber;
  const factType = image?.factType?.S;
  if (record.eventName !== "INSERT" || !image || !sequence || !factType) return [];
  const body = JSON.stringify({ table: tableOf(record), pk: image.pk?.S, sk: image.sk?.S, factType, factId: image.factId?.S });
  return Object.entries(subscriptions)
    .filter(([, wanted]) => wanted === "*" || wanted.includes(factType))
    .map(([queue]) => ({ sequence, queueUrl: `${queueAddresses}${queue}`, body }));
}

/** Sends in batches of ten; returns the sequence numbers that were not accepted. */
async function sendAll(sqs: SQSClient, queueUrl: string, deliveries: readonly Delivery[]): Promise<string[]> {
  const failed: string[] = [];
  for (let start = 0; start < deliveries.length; start += 10) {
    const batch = deliveries.slice(start, start + 10);
    const entries = batch.map(({ body }, index) => ({ Id: String(index), MessageBody: body }));
    try {
      const reply = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
      const accepted = new Set((reply.Successful ?? []).map(({ Id }) => Id));
      failed.push(...batch.filter((_, index) => !accepted.has(String(index))).map(({ sequence }) => sequence));
    } catch {
      // Reported as failed below and delivered again; what is never accepted ends in the event source's failure queue, which has an alarm.
      failed.push(...batch.map(({ sequence }) => sequence));
    }
  }
  return failed;
}

function original(event: DynamoDBStreamEvent, sequence: bigint): string {
  const record = event.Records.find(({ dynamodb }) => dynamodb?.SequenceNumber && BigInt(dynamodb.SequenceNumber) === sequence);
  return record?.dynamodb?.SequenceNumber ?? "";
}
