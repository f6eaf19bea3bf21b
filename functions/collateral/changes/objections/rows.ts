import type { Key } from "../../../../shared/store/client.ts";
import { integer, oneOf, optional, type RowOf, rowCodec, text } from "../../../../shared/store/codec.ts";
import { pledgeObjectionLifecycle } from "./lifecycle.ts";

const fields = {
  objectionId: text,
  pledgeId: text,
  registrationNumber: text,
  bankId: text,
  bankName: text,
  pledgorId: text,
  pledgorName: text,
  objectorId: text,
  objectorName: text,
  state: oneOf(...pledgeObjectionLifecycle.states),
  reason: text,
  documentSha256: text,
  enteredAt: text,
  /** First instants at which it is removed: without the notice to the bank, and without the proof of a suit. */
  noticeBy: text,
  suitProofBy: text,
  notifiedOn: optional(text),
  noticeSha256: optional(text),
  court: optional(text),
  caseNumber: optional(text),
  suitProofSha256: optional(text),
  endedAt: optional(text),
  /** Document of the judgment, and its hash. */
  judgmentNumber: optional(text),
  judgmentSha256: optional(text),
  version: integer,
};
/** An objection to a registration. */
export type PledgeObjection = RowOf<typeof fields>;
/** Rows of objections. */
export const objectionCodec = rowCodec(fields);

/** Key of an objection. */
export function objectionKey(objectionId: string): Key {
  return { pk: `pledge-objection#${objectionId}`, sk: "objection" };
}

/** The objection that a partition key names. */
export function objectionIdOf(partition: string): string {
  return partition.slice("pledge-objection#".length);
}
