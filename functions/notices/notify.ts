import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Fact } from "../../shared/kernel/fact.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { keyOf } from "../../shared/store/client.ts";
import type { Queue } from "../../shared/streams/queues.ts";
import type { AddressStore } from "./addresses/store.ts";
import type { DeliveryMessage } from "./contract.ts";
import { filled } from "./fill.ts";
import { type Notice, noticeCodec, noticeKey } from "./store.ts";
import type { NoticeWords } from "./words.ts";

/** Dependencies of notifying members. */
export interface NotifyPorts {
  readonly dynamo: DynamoDBClient;
  /** Name of the table of notices. */
  readonly table: string;
  readonly words: NoticeWords;
  readonly addresses: Pick<AddressStore, "allOf">;
  readonly deliveries: Queue<DeliveryMessage>;
}

/** A notice's id starts with the instant, so that ids sort by time; the rest is derived from the fact. */
function noticeIdOf({ occurredAt, factId }: Fact): string {
  return `${occurredAt.replace(/\D/g, "")}.${sha256(factId).slice(0, 32)}`;
}

/**
 * Stores the fact's notice for each member it concerns, and queues its delivery to the addresses of the member's people, one message each.
 * An existing notice is kept, with its read state; a repeated message is delivered once.
 */
export async function notify({ dynamo, table, words, addresses, deliveries }: NotifyPorts, fact: Fact): Promise<void> {
  const text = words.textOf(fact.factType);
  if (!text) return;
  const { factType, occurredAt } = fact;
  const { kind } = text;
  const texts = filled(text, fact.data as Record<string, unknown>, words.wordsOf(factType));
  const notice: Notice = { noticeId: noticeIdOf(fact), kind, factType, occurredAt, ...texts, read: false };
  const { noticeId } = notice;
  const required = words.kinds.get(kind)?.legallyRequired === true;
  for (const partyId of new Set(fact.parties)) {
    try {
      const Item = { ...keyOf(noticeKey(partyId, noticeId)), ...noticeCodec.encode({ ...notice, unreadBy: partyId }) };
      await dynamo.send(new PutItemCommand({ TableName: table, Item, ConditionExpression: "attribute_not_exists(pk)" }));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
    const wanting = (await addresses.allOf(partyId)).filter(({ unwanted }) => required || !unwanted.includes(kind));
    await deliveries.send(wanting.map(({ subject, channel }) => ({ kind: "notice", partyId, subject, channel, noticeId })));
  }
}
