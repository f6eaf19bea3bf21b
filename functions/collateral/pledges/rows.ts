import { required } from "../../../shared/kernel/invariant.ts";
import type { Key } from "../../../shared/store/client.ts";
import { integer, json, oneOf, rowCodec, text } from "../../../shared/store/codec.ts";
import type { pledgeObjectionLifecycle } from "../changes/objections/lifecycle.ts";
import type { Place, PositionName } from "../register/rows.ts";
import { pledgeLifecycle } from "./lifecycles.ts";

/** A legal entity as it was named when the pledge was drafted. */
export interface NamedParty {
  /** Absent for a debtor that is no member. */
  readonly partyId?: string;
  readonly creditCode: string;
  readonly legalName: string;
}

/** What a pledge is to lie on: free tonnes of a position, or tonnes of a slice on which others stand already. */
export interface PledgedPart extends PositionName {
  /** Decimal string. */
  readonly quantity: string;
  /** Slice that it joins behind its seniors; absent for free tonnes. */
  readonly sliceId?: string;
}

/** A site on which something of a pledge lies, as it was named when that was drafted or added. */
export interface PledgedSite {
  readonly account: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly siteArea: string;
  readonly licenceNumber: string;
}

/** Coverage at which the bank and the pledgor are told: value left after seniors for one yuan secured. */
export interface Thresholds {
  readonly watch: string;
  readonly marginCall: string;
  readonly breach: string;
}

/** Its filing with the unified registry. */
export interface Filing extends Place {
  /** Last day of the registration. */
  readonly until: string;
  readonly proofSha256: string;
}

/** An objection to a registration, as far as the register discloses it. */
export interface DisclosedObjection {
  readonly objectionId: string;
  readonly enteredAt: string;
  /** Until when the bank has to be notified, and proof of a suit has to be filed, else it is removed. */
  readonly noticeBy: string;
  readonly suitProofBy: string;
  readonly state: (typeof pledgeObjectionLifecycle.states)[number];
}

/** What a pledge says. Figures are decimal strings. */
export interface PledgeTerms {
  readonly pledgeId: string;
  /** Areas in which something of it lies, each once: their authorities answer for it. They stay, whatever is released. */
  readonly areas: readonly string[];
  /** The sites among its accounts; none where all of it is the pledgor's own. */
  readonly sites: readonly PledgedSite[];
  readonly bank: NamedParty & { readonly partyId: string };
  readonly pledgor: NamedParty & { readonly partyId: string };
  readonly debtor: NamedParty;
  /** Principal of one debt, or the maximum of several (Civil Code, article 420). */
  readonly amountKind: "principal" | "maximum";
  readonly amountCny: string;
  readonly contractNumber: string;
  readonly contractDate: string;
  readonly contractSha256: string;
  readonly consentSha256: string;
  /** First and last day of the secured debt. */
  readonly from: string;
  readonly until: string;
  readonly parts: readonly PledgedPart[];
  readonly appraisedCny: string;
  readonly appraisedOn: string;
  readonly thresholds: Thresholds;
  /** Pledges that rank before it and that its bank accepted, by their registration numbers. */
  readonly acceptedSeniors: readonly string[];
  readonly draftedAt: string;
  /** Until when it has to be registered. */
  readonly registerBy: string;
  readonly registered?: Place;
  readonly filing?: Filing;
  readonly disbursedCny?: string;
  readonly disbursedOn?: string;
  readonly repaidCny: string;
  readonly repaidOn?: string;
  /** First instant at which the cancellation of what is repaid is overdue, and when both sides were told so. */
  readonly cancelBy?: string;
  readonly overdueToldAt?: string;
  readonly endedAt?: string;
  /** Objections to its registration, those that have ended too, in the order in which they were entered. */
  readonly objections?: readonly DisclosedObjection[];
}

const pledgeFields = {
  state: oneOf(...pledgeLifecycle.states),
  terms: json((value) => value as PledgeTerms),
  changedAt: text,
  version: integer,
};
/** Rows of pledges and of their versions. */
export const pledgeRow = rowCodec(pledgeFields);

/** A pledge. */
export interface Pledge extends PledgeTerms {
  readonly state: (typeof pledgeLifecycle.states)[number];
  readonly changedAt: string;
  readonly version: number;
}

/** Number of the registration of a pledge that stands or stood in the register. */
export function numberOf({ pledgeId, registered }: Pick<PledgeTerms, "pledgeId" | "registered">): string {
  return required(registered, `registration of ${pledgeId}`).number;
}

/** Key of a pledge. */
export function pledgeKey(pledgeId: string): Key {
  return { pk: `pledge#${pledgeId}`, sk: "pledge" };
}

/** The pledge that a partition key names. */
export function pledgeIdOf(partition: string): string {
  return partition.slice("pledge#".length);
}
