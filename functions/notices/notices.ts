import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Call, Reply } from "../../shared/http/api-handler.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { type Key, keyOf, queryPage } from "../../shared/store/client.ts";
import type { Carrier, Channel } from "./channels.ts";
import type { noticesEndpoints } from "./contract.ts";
import { filled } from "./fill.ts";
import { type Notice, noticeCodec } from "./notice.ts";
import { noticeTexts } from "./texts.ts";

/** What notices reach. */
export interface NoticesPorts {
  readonly dynamo: DynamoDBClient;
  readonly tables: { readonly Notices: string };
}
/** How notices leave the house besides being stored. */
export interface Delivery {
  readonly channels: readonly Channel[];
  readonly carrier: Carrier;
}

const byUnread = { name: "byUnread", partition: "unreadBy", sort: "noticeId" };

/** A notice's id begins with the instant, so that the newest come last; the rest follows from the fact. */
function noticeIdOf({ occurredAt, factId }: Fact): string {
  return `${occurredAt.replace(/\D/g, "")}.${sha256(factId).slice(0, 32)}`;
}
function noticeKey(partyId: string, noticeId: string): Key {
  return { pk: `party#${partyId}`, sk: `notice#${noticeId}` };
}

/** Stores the fact's notice for each member it concerns and sends it on. A notice that is there already stays, its read state too. */
export async function notify({ dynamo, tables }: NoticesPorts, { channels, carrier }: Delivery, fact: Fact): Promise<void> {
  const words = noticeTexts[fact.factType];
  if (!words) return;
  const { factType, occurredAt } = fact;
  const told = filled(words, fact.data as Record<string, unknown>);
  const notice: Notice = { noticeId: noticeIdOf(fact), kind: words.kind, factType, occurredAt, ...told, read: false };
  for (const partyId of new Set(fact.parties)) {
    try {
      const Item = { ...keyOf(noticeKey(partyId, notice.noticeId)), ...noticeCodec.encode({ ...notice, unreadBy: partyId }) };
      await dynamo.send(new PutItemCommand({ TableName: tables.Notices, Item, ConditionExpression: "attribute_not_exists(pk)" }));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
    for (const channel of channels) await carrier.send(channel(partyId, notice));
  }
}

type Endpoints = typeof noticesEndpoints;
type NoticeView = Omit<Notice, "zh" | "en" | "unreadBy"> & { readonly text: { readonly zh: string; readonly en: string } };
function view({ zh, en, unreadBy: _, ...notice }: Notice): NoticeView {
  return { ...notice, text: { zh, en } };
}

/** Own notices, newest first. */
export async function listNotices(
  { dynamo, tables }: NoticesPorts,
  { caller: { partyId }, query: { unread, ...page } }: Call<Endpoints["listNotices"]>,
): Promise<Outcome<Reply<{ items: NoticeView[]; nextCursor?: string }>, never>> {
  const list = unread ? { index: byUnread, partition: partyId } : { partition: noticeKey(partyId, "").pk, prefix: "notice#" };
  const { items, ...rest } = await queryPage(dynamo, { table: tables.Notices, ...list, descending: true, ...page });
  return accept({ response: { items: items.map((item) => view(noticeCodec.decode(item))), ...rest } });
}

/** Marks an own notice as read: setting what is set already is the same, so a repeated call needs no command row. */
export async function markNoticeRead(
  { dynamo, tables }: NoticesPorts,
  { caller, params }: Call<Endpoints["markNoticeRead"]>,
): Promise<Outcome<Reply<NoticeView>, { readonly code: "not-found" }>> {
  try {
    const { Attributes = {} } = await dynamo.send(
      new UpdateItemCommand({
        TableName: tables.Notices,
        Key: keyOf(noticeKey(caller.partyId, params.noticeId)),
        UpdateExpression: "SET #read = :yes REMOVE unreadBy",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeNames: { "#read": "read" },
        ExpressionAttributeValues: { ":yes": { BOOL: true } },
        ReturnValues: "ALL_NEW",
      }),
    );
    return accept({ response: view(noticeCodec.decode(Attributes)) });
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return refuse({ code: "not-found" });
    throw error;
  }
}
