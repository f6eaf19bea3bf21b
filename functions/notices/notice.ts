import { flag, oneOf, optional, type RowOf, rowCodec, text } from "../../shared/store/codec.ts";
import { type NoticeKind, noticeKinds } from "./texts.ts";

const kind = oneOf(...(Object.keys(noticeKinds) as NoticeKind[]));
const fields = { noticeId: text, kind, factType: text, occurredAt: text, zh: text, en: text, read: flag, unreadBy: optional(text) };
/** A stored notice. While it is unread, `unreadBy` names its member and keeps it in the index of unread ones. */
export type Notice = RowOf<typeof fields>;
/** Rows of notices. */
export const noticeCodec = rowCodec(fields);
