import * as z from "zod";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { partyKey } from "../../../shared/members/members.ts";
import type { Key } from "../../../shared/store/client.ts";
import { integer, json, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import { claimKinds, disputeStates } from "../contract-claims.ts";
import type { ClaimKind } from "./claim.ts";

const decisionShape = z.object({ documentNumber: z.string(), reason: z.string(), decidedAt: z.string() });

const disputeFields = {
  disputeId: text,
  kind: oneOf(...claimKinds),
  number: text,
  partyId: text,
  siteId: optional(text),
  area: text,
  claimantSubject: text,
  /** Party of the claimant, or `person:<subject>`. */
  claimant: text,
  claimantName: text,
  reason: text,
  documentNumber: text,
  documentSha256: text,
  openedAt: text,
  state: oneOf(...disputeStates),
  decision: optional(json((value) => decisionShape.parse(value))),
  version: integer,
};
/** A dispute about a registration: who says that a number is its own, and on what document. */
export type Dispute = RowOf<typeof disputeFields>;
/** Rows of disputes. */
export const disputeCodec = rowCodec(disputeFields);

/** Key of a dispute: with the party that registered. */
export function disputeKey(partyId: string, disputeId: string): Key {
  return { pk: partyKey(partyId).pk, sk: `dispute#${disputeId}` };
}

/** The one dispute of a person about a number: opened again, after a dismissal, it keeps its id. */
export function disputeIdOf(kind: ClaimKind, number: string, claimantSubject: string): string {
  return sha256(`${kind}#${number}#${claimantSubject}`).slice(0, 32);
}
