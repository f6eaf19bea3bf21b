import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Bilingual } from "../../shared/kernel/problem.ts";
import { keyOf } from "../../shared/store/client.ts";
import { optional, type RowOf, rowCodec, text } from "../../shared/store/codec.ts";
import type { Notice } from "./store.ts";

const fields = { messageId: text, channel: text, partyId: text, subject: optional(text), text, occurredAt: text };
const codec = rowCodec(fields);
/** A message sent to a member outside the exchange; its id is the same for repeated notices. */
export type Message = RowOf<typeof fields>;

/** Delivers messages: a mail relay, an SMS provider, or the outbox. Must be idempotent by message id. */
export interface Carrier {
  send(message: Message): Promise<void>;
}

/** Turns a notice into the message of one channel. */
export type Channel = (partyId: string, notice: Notice, heading: Bilingual) => Message;

/** Mail: a subject and both languages in full. */
export const mail: Channel = (partyId, { noticeId, occurredAt, zh, en }, heading) => {
  const subject = `【生态价值交易所】${heading.zh} · ${heading.en}`;
  return { messageId: `mail.${noticeId}`, channel: "mail", partyId, subject, text: `${zh}\n\n${en}`, occurredAt };
};

/** SMS: the Chinese text only, with the signature that mainland carriers require. */
export const sms: Channel = (partyId, { noticeId, occurredAt, zh }) => ({
  messageId: `sms.${noticeId}`,
  channel: "sms",
  partyId,
  text: `【生态价值交易所】${zh}`,
  occurredAt,
});

/** The outbox: stores messages as rows in the notices table, by channel and member, until a carrier picks them up. */
export function outbox(dynamo: DynamoDBClient, table: string): Carrier {
  return {
    async send(message) {
      const key = { pk: `outbox#${message.channel}#${message.partyId}`, sk: message.messageId };
      await dynamo.send(new PutItemCommand({ TableName: table, Item: { ...keyOf(key), ...codec.encode(message) } }));
    },
  };
}
