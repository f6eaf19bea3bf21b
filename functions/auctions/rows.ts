import { sha256, stripeOf } from "../../shared/kernel/ids.ts";
import type { Key } from "../../shared/store/client.ts";
import {
  type AttributeCodec,
  decimalText,
  integer,
  json,
  money,
  oneOf,
  optional,
  type RowOf,
  rowCodec,
  text,
  texts,
  tonnes,
} from "../../shared/store/codec.ts";
import { outcomes } from "./clearing/outcomes.ts";
import type { EnrolmentReference } from "./contract.ts";
import { type Schedule, scheduleSchema, type Terms, termsSchema } from "./terms.ts";
import { auctionStates, awardStates, enrolmentStates } from "./vocabulary.ts";

/**
 * Partitions for the enrolments of an auction, and for its awards. A partition takes 1,000 write units a second, so 2,000 members can enrol
 * or be settled per second; every further stripe costs each close one more query.
 */
const stripes = 4;

const termsKept = 64;
const knownTerms = new Map<string, Terms>();
/** Terms as JSON. They are immutable and read by every bid, so decoded terms are cached. */
const termsCodec: AttributeCodec<Terms> = {
  encode: json(termsSchema.parse).encode,
  decode({ S = "" }) {
    const known = knownTerms.get(S);
    if (known) return known;
    const terms = termsSchema.parse(JSON.parse(S));
    if (knownTerms.size >= termsKept) knownTerms.clear();
    knownTerms.set(S, terms);
    return terms;
  },
};

/** What is known of a lot that lies on a pledge. Quantities are decimal strings. */
export interface PledgedLot {
  readonly enforcementId: string;
  readonly bankId: string;
  readonly pledgorId: string;
  readonly account: string;
  readonly instrument: string;
  /** Hold of the tonnes as they were put up for sale. */
  readonly holdId: string;
  /** Area of the pledgor's site. */
  readonly area: string;
}

const auctionFields = {
  auctionId: text,
  terms: termsCodec,
  /** Where the tonnes of a pledge are sold. */
  pledged: optional(json((value) => value as PledgedLot)),
  schedule: json((value): Schedule => scheduleSchema.parse(value)),
  state: oneOf(...auctionStates),
  /** Public reserve price. */
  reservePrice: optional(decimalText),
  /** Document that allows a public reserve price below the base price; that of a confidential one is kept with it. */
  reservePriceDocument: optional(text),
  /** Hash of a confidential one. */
  reservePriceHash: optional(text),
  seedHash: text,
  postponements: integer,
  reason: optional(text),
  manifestHash: optional(text),
  resultHash: optional(text),
  /** When the result was fixed: payment terms count from here. */
  resultAt: optional(text),
  outcome: optional(oneOf(...outcomes)),
  announcedAt: text,
  endedAt: optional(text),
  version: integer,
};
/** An auction: immutable terms, a schedule that can be postponed, and its progress. */
export type Auction = RowOf<typeof auctionFields>;
/** Rows of auctions. */
export const auctionCodec = rowCodec(auctionFields);
/** Key of an auction. */
export function auctionKey(auctionId: string): Key {
  return { pk: `auction#${auctionId}`, sk: "auction" };
}
/** Key of an auction's copy in one of its lists. */
export function auctionCopyKey(auctionId: string, list: string): Key {
  return { ...auctionKey(auctionId), sk: `copy#${list}` };
}
/** The auction that a key of one names. */
export function auctionIdOf({ pk }: Key): string {
  return pk.slice("auction#".length);
}

const enrolmentFields = {
  auctionId: text,
  enrolmentId: text,
  partyId: text,
  partyName: text,
  /** Members that share limits, frozen at enrolment. */
  group: text,
  /** That of the seller of pledged tonnes, as of the enrolment. */
  sellerGroup: optional(text),
  creditCode: text,
  siteId: text,
  siteName: text,
  siteArea: text,
  licenceNumber: text,
  project: text,
  projectName: text,
  eiaNumber: text,
  letterNumber: text,
  letterDate: text,
  tonnes,
  offsetRatio: decimalText,
  offsetGround: text,
  deposit: money,
  needHoldId: text,
  depositHoldId: text,
  state: oneOf(...enrolmentStates),
  enrolledAt: text,
  /** Why its bid was left out of the cleared book: lists its member was on at the seal, or its standing then. */
  excludedFor: optional(texts),
  version: integer,
};
/**
 * The enrolment of one member for one project in one auction; the unit of settlement. Names and numbers are those of the enrolment, so that
 * facts and sheets say later what held then, and settlement reads nothing else.
 */
export type Enrolment = RowOf<typeof enrolmentFields>;
/** Rows of enrolments. */
export const enrolmentCodec = rowCodec(enrolmentFields);
/** Id of a member's only enrolment for a project in an auction: it follows from the three, so that nothing is looked up. */
export function enrolmentIdOf(auctionId: string, partyId: string, project: string): string {
  return `${auctionId}.${sha256(`${partyId} ${project}`).slice(0, 32)}`;
}
/** Every partition of an auction's enrolments. */
export function enrolmentPartitions(auctionId: string): readonly string[] {
  return Array.from({ length: stripes }, (_, stripe) => `enrolments#${auctionId}#${stripe}`);
}
/** Key of an enrolment; striped, because many enrol in one auction at once. */
export function enrolmentKey({ auctionId, enrolmentId }: EnrolmentReference): Key {
  return { pk: `enrolments#${auctionId}#${stripeOf(enrolmentId, stripes)}`, sk: `enrolment#${enrolmentId}` };
}

/** One line of an award: a bid step and what it won. Decimals as strings. */
export interface AwardLine {
  readonly bidId: string;
  readonly price: string;
  readonly quantity: string;
  readonly amount: string;
}
const awardFields = {
  auctionId: text,
  enrolmentId: text,
  partyId: text,
  /** Place among the awards of the auction, from 1 on; fixed by the result. */
  place: integer,
  lines: json((value) => value as readonly AwardLine[]),
  quantity: tonnes,
  amount: money,
  fee: money,
  deposit: money,
  payBy: text,
  state: oneOf(...awardStates),
  settledAt: optional(text),
  version: integer,
};
/** What one enrolment was awarded. */
export type Award = RowOf<typeof awardFields>;
/** Rows of awards. */
export const awardCodec = rowCodec(awardFields);
/** Key of an award. */
export function awardKey({ auctionId, enrolmentId }: EnrolmentReference): Key {
  return { pk: `awards#${auctionId}#${stripeOf(enrolmentId, stripes)}`, sk: `award#${enrolmentId}` };
}
/** The enrolment that a key of its award names. */
export function awardedEnrolmentOf({ pk, sk }: Key): EnrolmentReference {
  return { auctionId: pk.split("#")[1] ?? "", enrolmentId: sk.slice("award#".length) };
}
