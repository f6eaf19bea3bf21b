import { integer, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import { streamLifecycle } from "./lifecycles.ts";

const streamFields = {
  streamId: text,
  kind: text,
  /** Name of the stream, such as the forest and what is earned from it. */
  name: text,
  /** Member that is entitled to it. */
  partyId: text,
  partyName: text,
  creditCode: text,
  area: text,
  /** Who pays it; its party where it was a member when the stream was filed. */
  payerName: text,
  payerCode: text,
  payerId: optional(text),
  /** What entitles to it. */
  basisDocument: text,
  basisSha256: text,
  /** First and last day of what is earned. */
  from: text,
  until: text,
  state: oneOf(...streamLifecycle.states),
  filedAt: text,
  decidedAt: optional(text),
  documentNumber: optional(text),
  reason: optional(text),
  closedAt: optional(text),
  version: integer,
};
/** A named stream of income: who is entitled to what, from whom, and since when its shares are in the ledger. */
export type IncomeStream = RowOf<typeof streamFields>;
/** Rows of streams. */
export const streamCodec = rowCodec(streamFields);

const paymentFields = {
  pledgeId: text,
  streamId: text,
  bankId: text,
  partyId: text,
  area: text,
  /** Account that the payer pays into from now on. */
  accountName: text,
  accountNumber: text,
  accountBank: text,
  /** Party that confirmed: the payer, or the operator from a document of a payer that is no member. */
  confirmedBy: text,
  documentNumber: optional(text),
  documentSha256: optional(text),
  confirmedAt: text,
  version: integer,
};
/** Where the payer of a stream pays for a pledge of its shares. */
export type IncomePayment = RowOf<typeof paymentFields>;
/** Rows of confirmed payments. */
export const paymentCodec = rowCodec(paymentFields);
