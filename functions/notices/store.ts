import type { Key } from "../../shared/store/client.ts";
import { flag, optional, type RowOf, rowCodec, text } from "../../shared/store/codec.ts";

const fields = { noticeId: text, kind: text, factType: text, occurredAt: text, zh: text, en: text, read: flag, unreadBy: optional(text) };
/** A stored notice. While unread, `unreadBy` names its member and keeps it in the index of unread notices. */
export type Notice = RowOf<typeof fields>;
/** Rows of notices. */
export const noticeCodec = rowCodec(fields);

/** Key of a member's notice. */
export function noticeKey(partyId: string, noticeId: string): Key {
  return { pk: `party#${partyId}`, sk: `notice#${noticeId}` };
}
