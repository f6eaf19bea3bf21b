import { eachOneOf, integer, oneOf, optional, type RowOf, rowCodec, text, texts } from "../../../../shared/store/codec.ts";
import { disclosedKinds } from "../vocabulary.ts";
import { consentLifecycle, consentRequestLifecycle } from "./lifecycles.ts";

/** What is consented to: whose data, to which bank, which of it, on which days and what for. */
const termFields = {
  partyId: text,
  partyName: text,
  creditCode: text,
  area: text,
  bankId: text,
  bankName: text,
  bankCode: text,
  kinds: eachOneOf(...disclosedKinds),
  /** Classes of instruments. */
  classes: texts,
  /** Named sites; absent for all that the firm has then. */
  siteIds: optional(texts),
  /** First and last day. */
  from: text,
  until: text,
  purpose: text,
};
/** The terms of a consent. */
export type ConsentTerms = RowOf<typeof termFields>;

const requestFields = {
  requestId: text,
  ...termFields,
  state: oneOf(...consentRequestLifecycle.states),
  requestedAt: text,
  decidedAt: optional(text),
  reason: optional(text),
  /** Consent that was given. */
  consentId: optional(text),
  version: integer,
};
/** A bank's request for a consent. */
export type ConsentRequest = RowOf<typeof requestFields>;
/** Rows of requests. */
export const requestCodec = rowCodec(requestFields);

const consentFields = {
  consentId: text,
  ...termFields,
  /** Request that it answers; absent where the firm gave it by itself. */
  requestId: optional(text),
  state: oneOf(...consentLifecycle.states),
  grantedAt: text,
  revokedAt: optional(text),
  reason: optional(text),
  version: integer,
};
/** A consent of a firm to be read by a bank. */
export type Consent = RowOf<typeof consentFields>;
/** Rows of consents. */
export const consentCodec = rowCodec(consentFields);
