import type { Key } from "../../../shared/store/client.ts";
import { integer, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import { freezeLifecycle } from "./lifecycles.ts";

const freezeFields = {
  freezeId: text,
  state: oneOf(...freezeLifecycle.states),
  /** Owner of what is frozen, with its name when the freeze was entered, and the area whose authorities answer for it. */
  partyId: text,
  partyName: text,
  creditCode: text,
  area: text,
  account: text,
  instrument: text,
  /** The site of the account, as it was named when the freeze was entered; none for an account of the member itself. */
  ...{ siteName: optional(text), licenceNumber: optional(text) },
  court: text,
  caseNumber: text,
  documentNumber: text,
  documentSha256: text,
  /** Tonnes that were frozen when it was entered, as a decimal string; what it has now is what the register says. */
  enteredQuantity: text,
  /** Its term in months, from its turn. */
  months: integer,
  enteredAt: text,
  /** The authority that entered it. */
  enteredBy: text,
  changedAt: text,
  endedAt: optional(text),
  version: integer,
};
/** A court freeze. Which slices it has, and its place and its turn on each, is what the register of the position says. */
export type Freeze = RowOf<typeof freezeFields>;
/** Rows of freezes. */
export const freezeCodec = rowCodec(freezeFields);

/** Key of a freeze. */
export function freezeKey(freezeId: string): Key {
  return { pk: `freeze#${freezeId}`, sk: "freeze" };
}
