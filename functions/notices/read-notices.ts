import { ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Call, Reply } from "../../shared/http/api-handler.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../shared/kernel/outcome.ts";
import { keyOf } from "../../shared/store/client.ts";
import type { noticesEndpoints } from "./contract.ts";
import { unreadIndex } from "./indexes.ts";
import type { NoticesPorts } from "./ports.ts";
import { type Notice, noticeCodec, noticeKey } from "./store.ts";

type Endpoints = typeof noticesEndpoints;
type NoticeView = Omit<Notice, "zh" | "en" | "unreadBy"> & { readonly text: { readonly zh: string; readonly en: string } };
function view({ zh, en, unreadBy: _, ...notice }: Notice): NoticeView {
  return { ...notice, text: { zh, en } };
}

/** Own notices, newest first. */
export async function listNotices(
  { notices }: NoticesPorts,
  { caller: { partyId }, query: { unread, ...page } }: Call<Endpoints["listNotices"]>,
): Promise<Outcome<Reply<{ items: NoticeView[]; nextCursor?: string }>, never>> {
  const list = unread ? { index: unreadIndex, partition: partyId } : { partition: noticeKey(partyId, "").pk, prefix: "notice#" };
  return accept({ response: await notices.page({ ...list, descending: true, ...page }, (item) => view(noticeCodec.decode(item))) });
}

/** Marks an own notice as read: repeating the update has no effect, so the call needs no command row. */
export async function markNoticeRead(
  { dynamo, notices }: NoticesPorts,
  { caller, params }: Call<Endpoints["markNoticeRead"]>,
): Promise<Outcome<Reply<NoticeView>, NotFound>> {
  try {
    const { Attributes = {} } = await dynamo.send(
      new UpdateItemCommand({
        TableName: notices.name,
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
