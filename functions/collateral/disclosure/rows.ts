import { integer, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import { accidentLifecycle } from "./lifecycles.ts";

const standingFields = {
  /** Account whose permits or allowances were to cover it. */
  account: text,
  year: text,
  pollutant: text,
  /** What was not covered, decimal string; zero once it is, or nobody knows what is required any more. */
  gapTonnes: text,
  /** Fact of compliance that said so. */
  saidBy: text,
  version: integer,
};
/** Whether what an account held covered a year's discharge of a pollutant, as compliance said last. */
export type Standing = RowOf<typeof standingFields>;
/** Rows of standings. */
export const standingCodec = rowCodec(standingFields);

const accidentFields = {
  accidentId: text,
  /** Member, and the site where it happened; absent where it concerns the member as a whole. */
  partyId: text,
  partyName: text,
  creditCode: text,
  siteId: optional(text),
  siteName: optional(text),
  /** Area whose authorities answer for it. */
  area: text,
  /** Day on which it happened. */
  happenedOn: text,
  documentNumber: text,
  reason: text,
  state: oneOf(...accidentLifecycle.states),
  recordedAt: text,
  withdrawnAt: optional(text),
  withdrawalDocument: optional(text),
  withdrawalReason: optional(text),
  version: integer,
};
/** A major accident as the bureau recorded it. */
export type Accident = RowOf<typeof accidentFields>;
/** Rows of accidents. */
export const accidentCodec = rowCodec(accidentFields);
