import type { Key } from "../../../shared/store/client.ts";
import { integer, oneOf, optional, type RowOf, rowCodec, text, texts } from "../../../shared/store/codec.ts";
import { type ChannelName, channels } from "../channels.ts";

/** A person acting for a member: the one whose addresses they are. */
export interface Addressee {
  readonly partyId: string;
  /** Subject of the person's token. */
  readonly subject: string;
}
/** One address of a person. */
export interface AddressReference extends Addressee {
  readonly channel: ChannelName;
}

const addressFields = {
  partyId: text,
  subject: text,
  channel: oneOf(...channels),
  address: text,
  /** Kinds of notices that the person does not want there. */
  unwanted: texts,
  confirmedAt: text,
  version: integer,
};
/** A confirmed address: notices of its member are sent there. */
export type Address = RowOf<typeof addressFields>;
/** Rows of confirmed addresses. */
export const addressCodec = rowCodec(addressFields);
/** Key of a confirmed address; those of a member's people are one partition, because its notices go to all of them. */
export function addressKey({ partyId, subject, channel }: AddressReference): Key {
  return { pk: `addresses#${partyId}`, sk: `${channel}#${subject}` };
}

const candidateFields = {
  partyId: text,
  subject: text,
  channel: oneOf(...channels),
  address: text,
  /** Hash and salt of its code, and until when that counts; absent until it is made. */
  codeHash: optional(text),
  codeSalt: optional(text),
  codeUntil: optional(text),
  /** When the code was sent. */
  codeSentAt: optional(text),
  /** Tries of the code so far. */
  tries: integer,
  version: integer,
  ttl: integer,
};
/** An address that is not confirmed yet: nothing but its code is sent there. */
export type Candidate = RowOf<typeof candidateFields>;
/** Rows of candidates. */
export const candidateCodec = rowCodec(candidateFields);
/** Key of a candidate: at most one for each person and channel. */
export function candidateKey({ partyId, subject, channel }: AddressReference): Key {
  return { pk: `candidate#${partyId}#${subject}`, sk: channel };
}

/** Rows that count the codes a person asked for on a day: the version is their number. */
export const sentCodesCodec = rowCodec({ version: integer, ttl: integer });
/** Key of the codes of a person on a day. */
export function sentCodesKey(subject: string, day: string): Key {
  return { pk: `codes#${subject}`, sk: day };
}
