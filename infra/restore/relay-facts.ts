import { GetQueueUrlCommand, QueueDoesNotExist, type SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBRecord } from "aws-lambda";
import { contexts } from "../../functions/registry.ts";
import { subscriptionsOf } from "../../shared/deployment/derive.ts";
import { nameIn } from "../../shared/deployment/names.ts";
import { factKey } from "../../shared/store/fact-store.ts";
import { relay } from "../../shared/streams/relay.ts";
import type { StoredFact } from "./audit.ts";

/**
 * Sends facts of a deployment's tables to the queues of their subscribers, as the relays do: a restored table's stream begins empty, so that
 * they would never be told. Consumers tolerate repeats. Returns how many facts were sent; throws if a queue does not take one.
 */
export async function relayFacts(sqs: SQSClient, deployment: string, facts: readonly StoredFact[]): Promise<number> {
  let sent = 0;
  for (const [table, own] of Map.groupBy(facts, (fact) => fact.table)) {
    const subscriptions = subscriptionsOf(table, contexts);
    const [queue] = Object.keys(subscriptions);
    if (queue === undefined) continue;
    const subscribers = { subscriptions, queueAddresses: await addressesOf(sqs, deployment, queue) };
    const Records = own.map((fact, index) => recordOf(fact, nameIn(deployment, table), index + 1));
    const { batchItemFailures } = await relay(sqs, subscribers, { Records });
    const [failed] = batchItemFailures;
    if (failed) throw new Error(`not sent from ${own[Number(failed.itemIdentifier) - 1]?.factId} of ${table} on: run this again`);
    sent += own.length;
  }
  return sent;
}

/** What the addresses of a deployment's queues begin with. */
async function addressesOf(sqs: SQSClient, deployment: string, queue: string): Promise<string> {
  const QueueName = nameIn(deployment, queue);
  try {
    const { QueueUrl = "" } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    return QueueUrl.slice(0, -queue.length);
  } catch (error) {
    if (error instanceof QueueDoesNotExist) throw new Error(`there is no queue ${QueueName}: deploy ${deployment} first`);
    throw error;
  }
}

/** A fact as its table's stream would tell it. */
function recordOf({ factId, factType }: StoredFact, tableName: string, position: number): DynamoDBRecord {
  const { pk, sk } = factKey(factId);
  return {
    eventName: "INSERT",
    // Where it came from: the relay reads the table of it.
    eventSourceARN: `table/${tableName}/stream/restored`,
    dynamodb: {
      SequenceNumber: String(position),
      NewImage: { pk: { S: pk }, sk: { S: sk }, factType: { S: factType }, factId: { S: factId } },
    },
  };
}
