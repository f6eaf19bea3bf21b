import type { Decimal } from "../kernel/decimal.ts";
import { stripeOf } from "../kernel/ids.ts";
import type { Key } from "../store/client.ts";
import { decimalNumber, integer, oneOf, optional, type RowCodec, type RowOf, rowCodec, text } from "../store/codec.ts";
import type { Account } from "./account.ts";
import { type HoldPurpose, holdPurposes } from "./hold.ts";
import { classOf, type Instrument, type InstrumentClass, largestScale } from "./instrument.ts";

const instrumentStripes = 8;

/** A quantity of any instrument, as exact as the finest class; that it is no finer than its own class is checked by the entry that moves it. */
export const quantity = decimalNumber(largestScale);

const positionFields = {
  account: text,
  instrument: text,
  available: quantity,
  held: quantity,
  entries: integer,
};
/** What is held of a position for each purpose; only purposes that something is held for. Their sum is what is held. */
export type HeldFor = Readonly<Partial<Record<HoldPurpose, Decimal>>>;
/** What an account holds of one instrument; `entries` counts the ledger entries that moved it. */
export type Position = RowOf<typeof positionFields> & { readonly heldFor: HeldFor };

const positionRow = rowCodec(positionFields);
/** Attribute of a position with what is held for a purpose: one each, so that every change is an addition. */
export function heldForAttribute(purpose: HoldPurpose): string {
  return `heldFor#${purpose}`;
}
/** Rows of positions. */
export const positionCodec: RowCodec<Position> = {
  encode(position) {
    const held = Object.entries(position.heldFor) as [HoldPurpose, Decimal][];
    return {
      ...positionRow.encode(position),
      ...Object.fromEntries(held.map(([purpose, each]) => [heldForAttribute(purpose), quantity.encode(each)])),
    };
  },
  decode(item) {
    const held = holdPurposes.flatMap((purpose) => {
      const attribute = item[heldForAttribute(purpose)];
      const each = attribute && quantity.decode(attribute);
      return each && !each.isZero() ? [[purpose, each] as const] : [];
    });
    return { ...positionRow.decode(item), heldFor: Object.fromEntries(held) };
  },
};

const holdFields = {
  holdId: text,
  account: text,
  instrument: text,
  quantity,
  remaining: quantity,
  purpose: oneOf(...holdPurposes),
  beneficiary: optional(text),
  state: oneOf("pending", "posted", "voided", "expired"),
  expiresAt: optional(text),
  version: integer,
};
/** A part of a position set aside for a purpose, until it is posted, voided or expires. */
export type Hold = RowOf<typeof holdFields>;
/** Rows of holds. */
export const holdCodec = rowCodec(holdFields);

/** All positions and holds of an account in one class share a partition: `permit#site:42`. */
export function ledgerPartition(account: Account, instrumentClass: InstrumentClass): string {
  return `${instrumentClass}#${account}`;
}
/** Key of a position. */
export function positionKey(account: Account, instrument: Instrument): Key {
  return { pk: ledgerPartition(account, classOf(instrument)), sk: `position#${instrument}` };
}
/** Key of a hold. */
export function holdKey({ account, instrument, holdId }: Pick<Hold, "account" | "instrument" | "holdId">): Key {
  return { pk: ledgerPartition(account, classOf(instrument)), sk: `hold#${holdId}` };
}
/** Partition of the `byInstrument` index; sums read all stripes. */
export function instrumentStripe(instrument: Instrument, account: Account): string {
  return `${instrument}#${stripeOf(account, instrumentStripes)}`;
}
/** Every partition of the `byInstrument` index for one instrument. */
export function instrumentStripesOf(instrument: Instrument): readonly string[] {
  return Array.from({ length: instrumentStripes }, (_, stripe) => `${instrument}#${stripe}`);
}
