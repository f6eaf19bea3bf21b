import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { ContextDefinition } from "../../shared/deployment/context.ts";
import { noticeTextOf } from "../../shared/deployment/derive.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import type { NoticeText } from "../../shared/kernel/notice.ts";
import type { Bilingual } from "../../shared/kernel/problem.ts";
import { keyOf } from "../../shared/store/client.ts";
import type { Carrier, Channel } from "./channels.ts";
import { filled } from "./fill.ts";
import { type Notice, noticeCodec, noticeKey } from "./store.ts";

/** Notice texts of all contexts by fact type, and words for codes. */
export interface NoticeWords {
  readonly textOf: (factType: string) => NoticeText | undefined;
  readonly words: Readonly<Record<string, Bilingual>>;
}
/** Dependencies of notifying members. */
export interface NotifyPorts {
  readonly dynamo: DynamoDBClient;
  /** Name of the table of notices. */
  readonly table: string;
  readonly words: NoticeWords;
}
/** How notices are sent in addition to being stored. */
export interface Delivery {
  readonly channels: readonly Channel[];
  readonly carrier: Carrier;
}

/** The texts and words of all contexts. */
export function noticeWords(contexts: readonly ContextDefinition[]): NoticeWords {
  const words: Record<string, Bilingual> = Object.assign({}, ...contexts.map(({ notices }) => notices?.words));
  return { textOf: (factType) => noticeTextOf(contexts, factType), words };
}

/** A notice's id starts with the instant, so that ids sort by time; the rest is derived from the fact. */
function noticeIdOf({ occurredAt, factId }: Fact): string {
  return `${occurredAt.replace(/\D/g, "")}.${sha256(factId).slice(0, 32)}`;
}

/** Stores the fact's notice for each member it concerns and sends it. An existing notice is kept, with its read state. */
export async function notify({ dynamo, table, words }: NotifyPorts, { channels, carrier }: Delivery, fact: Fact): Promise<void> {
  const text = words.textOf(fact.factType);
  if (!text) return;
  const { factType, occurredAt } = fact;
  const texts = filled(text, fact.data as Record<string, unknown>, words.words);
  const notice: Notice = { noticeId: noticeIdOf(fact), kind: text.kind, factType, occurredAt, ...texts, read: false };
  for (const partyId of new Set(fact.parties)) {
    try {
      const Item = { ...keyOf(noticeKey(partyId, notice.noticeId)), ...noticeCodec.encode({ ...notice, unreadBy: partyId }) };
      await dynamo.send(new PutItemCommand({ TableName: table, Item, ConditionExpression: "attribute_not_exists(pk)" }));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
    for (const channel of channels) await carrier.send(channel(partyId, notice, text.heading));
  }
}
