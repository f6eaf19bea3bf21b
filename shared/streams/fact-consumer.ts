import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type * as z from "zod";
import type { Fact, FactSchema } from "../kernel/fact.ts";
import { getItem } from "../store/client.ts";
import { decodeFact } from "../store/fact-store.ts";
import { queueConsumer } from "./queue-consumer.ts";
import { factMessage } from "./relay.ts";

/** A consumer's reaction to facts of one type. It must be idempotent: facts may arrive twice, late and in any order. */
export interface Reaction {
  readonly schema: FactSchema;
  readonly react: (fact: Fact) => Promise<void>;
}

/** Binds an effect to a fact type; the fact's data arrives decoded with its schema. */
export function reaction<Data extends z.ZodType>(schema: FactSchema<Data>, react: (fact: Fact<z.output<Data>>) => Promise<void>): Reaction {
  return { schema, react: (fact) => react(fact as Fact<z.output<Data>>) };
}

/** Queue for facts that can't be decoded, with the reason: the consumer's failure queue. */
export interface Quarantine {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
}

/**
 * A consumer of facts from its queue. It reads each fact consistently and calls the reaction of its type. A fact that can't be decoded is
 * quarantined with its reason (the failure queue has an alarm): never skipped, never blocking others.
 */
export function factConsumer(options: {
  readonly dynamo: DynamoDBClient;
  readonly quarantine: Quarantine;
  readonly reactions: readonly Reaction[];
}) {
  const { dynamo, quarantine } = options;
  const byType = new Map(options.reactions.map((each) => [`${each.schema.factType}@${each.schema.schemaVersion}`, each]));

  return queueConsumer(factMessage, async (message) => {
    const item = await getItem(dynamo, message.table, { pk: message.pk, sk: message.sk });
    const decoded = decode(item ? () => decodeFact(item) : undefined, byType);
    if ("reason" in decoded) {
      const body = JSON.stringify({ ...message, reason: decoded.reason });
      await quarantine.sqs.send(new SendMessageCommand({ QueueUrl: quarantine.queueUrl, MessageBody: body }));
      return;
    }
    await decoded.reaction.react(decoded.fact);
  });
}

function decode(
  read: (() => Fact) | undefined,
  byType: ReadonlyMap<string, Reaction>,
): { reaction: Reaction; fact: Fact } | { reason: string } {
  if (!read) return { reason: "the fact is not in its table" };
  try {
    const fact = read();
    const found = byType.get(`${fact.factType}@${fact.schemaVersion}`);
    if (!found) return { reason: `no reaction to ${fact.factType} version ${fact.schemaVersion}` };
    const data = found.schema.data.safeParse(fact.data);
    if (!data.success) return { reason: data.error.issues.map(({ path, message }) => `/data/${path.join("/")}: ${message}`).join("; ") };
    return { reaction: found, fact: { ...fact, data: data.data } };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : "unreadable" };
  }
}
