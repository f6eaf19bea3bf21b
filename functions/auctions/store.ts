import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { stripeOf } from "../../shared/kernel/ids.ts";
import {
  getItem,
  getItems,
  type Item,
  type Key,
  keyOf,
  type Page,
  type PageRequest,
  queryPage,
  queryPartitions,
} from "../../shared/store/client.ts";
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
  tonnes,
} from "../../shared/store/codec.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { versionedPut } from "../../shared/store/versioned-put.ts";
import { type Schedule, scheduleSchema, type Terms, termsSchema } from "./terms.ts";

/**
 * Partitions of an auction's enrolments, and of its awards: one takes a thousand write units a second, so two thousand may enrol or be settled
 * in a second. More would cost a query each at every close.
 */
const stripes = 4;
const dueStripes = 8;

const termsKept = 64;
const knownTerms = new Map<string, Terms>();
/** Terms as JSON. They are immutable, and every bid reads them: what was decoded once is not decoded again. */
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

const auctionFields = {
  auctionId: text,
  terms: termsCodec,
  schedule: json((value): Schedule => scheduleSchema.parse(value)),
  state: oneOf("announced", "closing", "cleared", "failed", "cancelled"),
  /** Public reserve price. */
  reservePrice: optional(decimalText),
  /** Hash of a confidential one. */
  reservePriceHash: optional(text),
  seedHash: text,
  postponements: integer,
  reason: optional(text),
  manifestHash: optional(text),
  resultHash: optional(text),
  /** When the result was fixed: payment terms count from here. */
  resultAt: optional(text),
  outcome: optional(text),
  announcedAt: text,
  endedAt: optional(text),
  version: integer,
};
/** An auction: immutable terms, a schedule that can be postponed, and how far it has come. */
export type Auction = RowOf<typeof auctionFields>;
/** Rows of auctions. */
export const auctionCodec = rowCodec(auctionFields);
/** Key of an auction. */
export function auctionKey(auctionId: string): Key {
  return { pk: `auction#${auctionId}`, sk: "auction" };
}

const enrolmentFields = {
  auctionId: text,
  enrolmentId: text,
  partyId: text,
  partyName: text,
  /** Members that share limits, frozen at enrolment. */
  group: text,
  siteId: text,
  project: text,
  tonnes,
  offsetRatio: decimalText,
  deposit: money,
  needHoldId: text,
  depositHoldId: text,
  state: oneOf("enrolled", "settled", "released", "defaulted"),
  enrolledAt: text,
  version: integer,
};
/** One member's enrolment in one auction; the unit of settlement. */
export type Enrolment = RowOf<typeof enrolmentFields>;
/** Rows of enrolments. */
export const enrolmentCodec = rowCodec(enrolmentFields);
/** The one enrolment of a member in an auction. */
export function enrolmentIdOf(auctionId: string, partyId: string): string {
  return `${auctionId}.${partyId}`;
}
/** Key of an enrolment; striped, because many enrol in one auction at once. */
export function enrolmentKey(auctionId: string, partyId: string): Key {
  return { pk: `enrolments#${auctionId}#${stripeOf(partyId, stripes)}`, sk: `party#${partyId}` };
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
  lines: json((value) => value as readonly AwardLine[]),
  quantity: tonnes,
  amount: money,
  fee: money,
  deposit: money,
  payBy: text,
  state: oneOf("due", "settled", "defaulted"),
  settledAt: optional(text),
  version: integer,
};
/** What one enrolment was awarded. */
export type Award = RowOf<typeof awardFields>;
/** Rows of awards. */
export const awardCodec = rowCodec(awardFields);
/** Key of an award. */
export function awardKey(auctionId: string, partyId: string): Key {
  return { pk: `awards#${auctionId}#${stripeOf(partyId, stripes)}`, sk: `award#${partyId}` };
}

/** What comes due in this context. */
export type AuctionDue = "close" | "pay" | "release";
/** Every partition of the `byDue` index of one kind. */
export function dueStripesOf(kind: AuctionDue): readonly string[] {
  return Array.from({ length: dueStripes }, (_, stripe) => `${kind}#${stripe}`);
}
function dueItem(kind: AuctionDue, key: string, dueAt: string): Item {
  return { dueStripe: { S: `${kind}#${stripeOf(key, dueStripes)}` }, dueAt: { S: dueAt } };
}
const byDue = { name: "byDue", partition: "dueStripe", sort: "dueAt" };
const byListing = { name: "byListing", partition: "listing", sort: "listedAt" };
/** Seconds after the end of an auction at which enrolments are looked at again: the longest function life and more. */
const secondLookSeconds = 60;

/** Reads of this context's table. */
export type AuctionsStore = ReturnType<typeof auctionsStore>;

/** The reader of the table Auctions: strongly consistent but for the lists and what is due. */
export function auctionsStore(dynamo: DynamoDBClient, table: string) {
  async function one<Row>(key: Key, decode: (item: Item) => Row): Promise<Row | undefined> {
    const item = await getItem(dynamo, table, key);
    return item && decode(item);
  }
  async function page<Row>(query: Omit<Parameters<typeof queryPage>[1], "table">, decode: (item: Item) => Row): Promise<Page<Row>> {
    const { items, ...rest } = await queryPage(dynamo, { table, ...query });
    return { items: items.map(decode), ...rest };
  }
  return {
    auction: (auctionId: string) => one(auctionKey(auctionId), auctionCodec.decode),
    enrolment: (auctionId: string, partyId: string) => one(enrolmentKey(auctionId, partyId), enrolmentCodec.decode),
    award: (auctionId: string, partyId: string) => one(awardKey(auctionId, partyId), awardCodec.decode),
    /** An auction with one member's enrolment and award in it, in one call; each read consistently, but not at one instant. */
    async participation(auctionId: string, partyId: string) {
      const keys = { auction: auctionKey(auctionId), enrolment: enrolmentKey(auctionId, partyId), award: awardKey(auctionId, partyId) };
      const items = new Map((await getItems(dynamo, table, Object.values(keys))).map((item) => [item.pk?.S, item]));
      const found = <Row>({ pk }: Key, decode: (item: Item) => Row): Row | undefined => {
        const item = items.get(pk);
        return item && decode(item);
      };
      return {
        auction: found(keys.auction, auctionCodec.decode),
        enrolment: found(keys.enrolment, enrolmentCodec.decode),
        award: found(keys.award, awardCodec.decode),
      };
    },
    /** Which of these members, a hundred at most, have an award in an auction. */
    async awarded(auctionId: string, partyIds: readonly string[]): Promise<ReadonlySet<string>> {
      const items = await getItems(
        dynamo,
        table,
        partyIds.map((partyId) => awardKey(auctionId, partyId)),
      );
      return new Set(items.map((item) => awardCodec.decode(item).partyId));
    },
    /** Auctions, latest announcement first. */
    auctions: (request: PageRequest) =>
      page({ index: byListing, partition: "auctions", descending: true, ...request }, auctionCodec.decode),
    /** Every enrolment of an auction, consistently, its stripes read side by side. */
    async enrolments(auctionId: string): Promise<Enrolment[]> {
      const partitions = Array.from({ length: stripes }, (_, stripe) => `enrolments#${auctionId}#${stripe}`);
      return (await queryPartitions(dynamo, { table }, partitions)).map(enrolmentCodec.decode);
    },
    /** Unpaid awards of a member, earliest deadline first, then by enrolment. */
    dues: (partyId: string, request: PageRequest) =>
      page({ index: byListing, partition: `dues#${partyId}`, ...request }, awardCodec.decode),
    /** Keys of what has come due by an instant; the index lags, so read the rows before acting. */
    async due(kind: AuctionDue, until: string): Promise<Key[]> {
      const items = await queryPartitions(dynamo, { table, index: byDue, to: until }, dueStripesOf(kind));
      return items.flatMap(({ pk, sk }) => (pk?.S && sk?.S ? [{ pk: pk.S, sk: sk.S }] : []));
    },
  };
}

/**
 * Puts the auction of the version before `auction.version` anew; `stale` when it has changed since it was read. Until it has ended its close
 * is due at `closeDueAt`.
 */
export function auctionPut(table: string, auction: Auction, closeDueAt = auction.schedule.closesAt): WriteFragment<never> {
  const listing = { listing: { S: "auctions" }, listedAt: { S: `${auction.announcedAt}#${auction.auctionId}` } };
  return versionedPut(
    table,
    auctionKey(auction.auctionId),
    { ...auctionCodec.encode(auction), ...listing, ...auctionDue(auction, closeDueAt) },
    auction.version,
  );
}

/** Puts an enrolment: a new one (version 1) or its next version. */
export function enrolmentPut(table: string, enrolment: Enrolment): WriteFragment<never> {
  return versionedPut(table, enrolmentKey(enrolment.auctionId, enrolment.partyId), enrolmentCodec.encode(enrolment), enrolment.version);
}

/** Puts an award: a new one (version 1) or its next version. While it is due it is listed for its winner and found at its deadline. */
export function awardPut(table: string, award: Award): WriteFragment<never> {
  const { auctionId, partyId, enrolmentId, payBy } = award;
  const due =
    award.state === "due"
      ? { listing: { S: `dues#${partyId}` }, listedAt: { S: `${payBy}#${enrolmentId}` }, ...dueItem("pay", enrolmentId, payBy) }
      : {};
  return versionedPut(table, awardKey(auctionId, partyId), { ...awardCodec.encode(award), ...due }, award.version);
}

/** An auction is due at its close, then once more a minute after its end; `releasedAgain` leaves it due no more. */
function auctionDue({ auctionId, state, endedAt }: Auction, closeDueAt: string): Item {
  if (endedAt === undefined) return state === "announced" || state === "closing" ? dueItem("close", auctionId, closeDueAt) : {};
  const lookAgainAt = new Date(Date.parse(endedAt) + secondLookSeconds * 1000).toISOString();
  return dueItem("release", auctionId, lookAgainAt);
}

/** Takes an ended auction out of what is due, after the second look. */
export function releasedAgain(table: string, auctionId: string): WriteFragment<never> {
  return {
    write: {
      Update: {
        TableName: table,
        Key: keyOf(auctionKey(auctionId)),
        UpdateExpression: "REMOVE dueStripe, dueAt",
        ConditionExpression: "attribute_exists(endedAt)",
      },
    },
    failure: "stale",
  };
}
