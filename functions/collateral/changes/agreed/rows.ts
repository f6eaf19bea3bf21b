import type { Key } from "../../../../shared/store/client.ts";
import { integer, json, oneOf, optional, type RowOf, rowCodec, text } from "../../../../shared/store/codec.ts";
import type { PledgedPart, Thresholds } from "../../pledges/rows.ts";
import { type ChangeKind, changeKinds } from "./kinds.ts";
import { pledgeChangeLifecycle } from "./lifecycle.ts";

/** What each kind of change says. Figures are decimal strings. */
export interface ChangeContents {
  /** What is absent stays as it is. */
  readonly amendment: {
    readonly amountCny?: string;
    readonly appraisedCny?: string;
    readonly appraisedOn?: string;
    readonly contractNumber?: string;
    readonly contractDate?: string;
    readonly contractSha256?: string;
    readonly debtorName?: string;
    readonly thresholds?: Thresholds;
  };
  readonly extension: { readonly until: string };
  /** Further parts, and the appraisal of all parts with them. */
  readonly addition: {
    readonly parts: readonly PledgedPart[];
    readonly appraisedCny: string;
    readonly appraisedOn: string;
    readonly acceptedSeniors: readonly string[];
  };
  /** The bank that takes over. */
  readonly assignment: { readonly bankId: string; readonly bankCode: string; readonly bankName: string };
  /** Registration that is paid before this one from now on: on the slices that are named, else on all that both stand on. */
  readonly subordination: { readonly aheadNumber: string; readonly aheadPledgeId: string; readonly sliceIds?: readonly string[] };
}

/** A change by its kind, with what it says. */
export type ChangeContent = { readonly [Kind in ChangeKind]: { readonly kind: Kind; readonly terms: ChangeContents[Kind] } }[ChangeKind];

const fields = {
  changeId: text,
  pledgeId: text,
  registrationNumber: text,
  kind: oneOf(...changeKinds),
  content: json((value) => value as ChangeContent),
  documentSha256: text,
  state: oneOf(...pledgeChangeLifecycle.states),
  bankId: text,
  bankName: text,
  pledgorId: text,
  pledgorName: text,
  /** Who has to agree. */
  answererId: text,
  answererName: text,
  proposedAt: text,
  /** First instant at which it has lapsed. */
  answerBy: text,
  answeredAt: optional(text),
  reason: optional(text),
  version: integer,
};
/** A change that a bank proposed. */
export type PledgeChange = RowOf<typeof fields>;
/** Rows of changes. */
export const changeCodec = rowCodec(fields);

/** Key of a change. */
export function changeKey(changeId: string): Key {
  return { pk: `pledge-change#${changeId}`, sk: "change" };
}

/** The change that a partition key names. */
export function changeIdOf(partition: string): string {
  return partition.slice("pledge-change#".length);
}
