import type { Key } from "../../../shared/store/client.ts";
import { integer, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import type { Addressee } from "../addresses/rows.ts";
import { type ChannelName, channels, deliveryStates } from "../channels.ts";

const fields = {
  noticeId: text,
  channel: oneOf(...channels),
  /** Masked address. */
  to: text,
  state: oneOf(...deliveryStates),
  /** When it reached its state. */
  at: text,
  attempts: integer,
  /** Until when whoever is sending it may be alive; afterwards somebody else may. */
  sendingUntil: optional(text),
  /** The carrier's own id of the message. */
  carrierId: optional(text),
  /** Why it failed or was refused. */
  reason: optional(text),
  version: integer,
};
/** The delivery of one notice to one address of a person. */
export type Delivery = RowOf<typeof fields>;
/** Rows of deliveries. */
export const deliveryCodec = rowCodec(fields);
/** Partition of a person's deliveries. */
export function deliveriesOf({ partyId, subject }: Addressee): string {
  return `deliveries#${partyId}#${subject}`;
}
/** Key of a delivery; a person's are in the order of their notices. */
export function deliveryKey(person: Addressee, noticeId: string, channel: ChannelName): Key {
  return { pk: deliveriesOf(person), sk: `${noticeId}#${channel}` };
}
