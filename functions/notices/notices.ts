import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Call, Reply } from "../../shared/http/api-handler.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { accept, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { type Key, keyOf, queryPage } from "../../shared/store/client.ts";
import { flag, type RowOf, rowCodec, text } from "../../shared/store/codec.ts";
import type { noticesEndpoints } from "./contract.ts";
import { filled, noticeTexts } from "./texts.ts";

const fields = { noticeId: text, kind: text, occurredAt: text, zh: text, en: text, read: flag };
const codec = rowCodec(fields);
type Notice = RowOf<typeof fields>;

/** What notices reach. */
export interface NoticesPorts {
  readonly dynamo: DynamoDBClient;
  readonly tables: { readonly Notices: string };
}
/** How a stored notice leaves the house: mail, SMS. Adapters are idempotent by notice id. */
export interface NoticeChannel {
  deliver(partyId: string, notice: Notice): Promise<void>;
}

/** Fact ids are UUIDs of version 7 or names; the instant in front keeps the newest last for both. */
function noticeKey(partyId: string, noticeId: string): Key {
  return { pk: `party#${partyId}`, sk: `notice#${noticeId}` };
}
function noticeIdOf(fact: Fact): string {
  return `${fact.occurredAt.replace(/\D/g, "")}.${fact.factId}`.slice(0, 80);
}

/** Stores the fact's notice for each member it concerns. A notice that is there already stays, its read state too. */
export async function notify({ dynamo, tables }: NoticesPorts, channels: readonly NoticeChannel[], fact: Fact): Promise<void> {
  const words = noticeTexts[fact.factType];
  if (!words) return;
  const told = filled(words, fact.data as Record<string, unknown>);
  const notice: Notice = { noticeId: noticeIdOf(fact), kind: fact.factType, occurredAt: fact.occurredAt, ...told, read: false };
  for (const partyId of new Set(fact.parties)) {
    try {
      const Item = { ...keyOf(noticeKey(partyId, notice.noticeId)), ...codec.encode(notice) };
      await dynamo.send(new PutItemCommand({ TableName: tables.Notices, Item, ConditionExpression: "attribute_not_exists(pk)" }));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
    for (const channel of channels) await channel.deliver(partyId, notice);
  }
}

/** The local outbox: what mail and SMS would carry stays as rows in the table of notices. */
export function outbox({ dynamo, tables }: NoticesPorts): NoticeChannel {
  return {
    async deliver(partyId, notice) {
      const key = { pk: `outbox#${partyId}`, sk: `notice#${notice.noticeId}` };
      await dynamo.send(new PutItemCommand({ TableName: tables.Notices, Item: { ...keyOf(key), ...codec.encode(notice) } }));
    },
  };
}

type Endpoints = typeof noticesEndpoints;
interface NoticeView {
  readonly noticeId: string;
  readonly kind: string;
  readonly occurredAt: string;
  readonly text: { readonly zh: string; readonly en: string };
  readonly read: boolean;
}
function view({ zh, en, ...notice }: Notice): NoticeView {
  return { ...notice, text: { zh, en } };
}

/** Own notices, newest first. */
export async function listNotices(
  { dynamo, tables }: NoticesPorts,
  { caller, query }: Call<Endpoints["listNotices"]>,
): Promise<Outcome<Reply<{ items: NoticeView[]; nextCursor?: string }>, never>> {
  const partition = noticeKey(caller.partyId, "").pk;
  const { items, ...rest } = await queryPage(dynamo, { table: tables.Notices, partition, prefix: "notice#", descending: true, ...query });
  return accept({ response: { items: items.map((item) => view(codec.decode(item))), ...rest } });
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
        UpdateExpression: "SET #read = :yes",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeNames: { "#read": "read" },
        ExpressionAttributeValues: { ":yes": { BOOL: true } },
        ReturnValues: "ALL_NEW",
      }),
    );
    return accept({ response: view(codec.decode(Attributes)) });
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return refuse({ code: "not-found" });
    throw error;
  }
}
