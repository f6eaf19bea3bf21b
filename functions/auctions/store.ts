import { listingIndex, secondListingIndex } from "../../shared/deployment/indexes.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { stripeOf } from "../../shared/kernel/ids.ts";
import { type Item, type Key, keyOf, type PageRequest } from "../../shared/store/client.ts";
import { texts } from "../../shared/store/codec.ts";
import { alsoListedAs, dueAs, listedAs } from "../../shared/store/indexes.ts";
import { pageInTurn } from "../../shared/store/pages-in-turn.ts";
import type { Table } from "../../shared/store/table.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { type AuctionFilter, auctionList, auctionListings } from "./auction-lists.ts";
import type { EnrolmentReference } from "./contract.ts";
import { resultObjections } from "./objections/rows.ts";
import {
  type Auction,
  type Award,
  auctionCodec,
  auctionCopyKey,
  auctionKey,
  awardCodec,
  awardKey,
  type Enrolment,
  enrolmentCodec,
  enrolmentKey,
  enrolmentPartitions,
} from "./rows.ts";
import { pledgedSaleRows } from "./sellers/pledged-sale-row.ts";

/** Kinds of due work: an auction's close, an award's payment, and the second pass over an ended auction. */
export const dueKind = { close: "close", payment: "pay", secondPass: "release" } as const;
/** Seconds from the end of an auction to the second pass over its enrolments: longer than any function can run. */
const secondPassSeconds = 60;
/** Partitions of everybody's unpaid awards: as many as an auction's awards have, so that listing them slows no close. */
const dueStripes = 4;
const allDues = Array.from({ length: dueStripes }, (_, stripe) => `dues#${stripe}`);

/** The table of auctions, enrolments and awards. */
export type AuctionsStore = ReturnType<typeof auctionsStore>;

/** Reads and writes of auctions, enrolments and awards; strongly consistent except for lists and due work. */
export function auctionsStore(table: Table) {
  return {
    ...table,
    ...pledgedSaleRows(table),
    ...resultObjections(table),
    /** An auction. */
    auction: (auctionId: string) => table.read(auctionKey(auctionId), auctionCodec.decode),
    /** An enrolment. */
    enrolment: (reference: EnrolmentReference) => table.read(enrolmentKey(reference), enrolmentCodec.decode),
    /** What an enrolment was awarded. */
    award: (reference: EnrolmentReference) => table.read(awardKey(reference), awardCodec.decode),
    /** An auction with one enrolment and its award, in one call; each read consistently, but not at one instant. */
    async participation(reference: EnrolmentReference) {
      const keys = { auction: auctionKey(reference.auctionId), enrolment: enrolmentKey(reference), award: awardKey(reference) };
      const items = new Map((await table.readMany(Object.values(keys), (item) => item)).map((item) => [item.pk?.S, item]));
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
    /** Which of these enrolments, a hundred at most, have an award. */
    async awarded(auctionId: string, enrolmentIds: readonly string[]): Promise<ReadonlySet<string>> {
      const keys = enrolmentIds.map((enrolmentId) => awardKey({ auctionId, enrolmentId }));
      return new Set((await table.readMany(keys, awardCodec.decode)).map(({ enrolmentId }) => enrolmentId));
    },
    /** These auctions, a hundred at most, by id. */
    async auctionsById(auctionIds: Iterable<string>): Promise<ReadonlyMap<string, Auction>> {
      const found = await table.readMany([...new Set(auctionIds)].map(auctionKey), auctionCodec.decode);
      return new Map(found.map((auction) => [auction.auctionId, auction]));
    },
    /** These enrolments, a hundred at most, by id. */
    async enrolmentsById(references: readonly EnrolmentReference[]): Promise<ReadonlyMap<string, Enrolment>> {
      const found = await table.readMany(references.map(enrolmentKey), enrolmentCodec.decode);
      return new Map(found.map((enrolment) => [enrolment.enrolmentId, enrolment]));
    },
    /** Auctions that match a filter, latest announcement first. */
    auctions: ({ state, ...market }: AuctionFilter, request: PageRequest) => {
      const list = auctionList(market);
      const partition = state ? { index: secondListingIndex, partition: `${list}#${state}` } : { index: listingIndex, partition: list };
      return table.page({ ...partition, descending: true, ...request }, auctionCodec.decode);
    },
    /** Every enrolment of an auction, with its stripes read concurrently. */
    enrolments: (auctionId: string) => table.allOf({}, enrolmentPartitions(auctionId), enrolmentCodec.decode),
    /** Enrolments of an auction, a page at a time, in an order of no meaning; strongly consistent. */
    enrolmentPage: (auctionId: string, request: PageRequest) => {
      const stripes = enrolmentPartitions(auctionId);
      return pageInTurn(Object.keys(stripes), request, (stripe, page) =>
        table.page({ partition: stripes[Number(stripe)] ?? "", ...page }, enrolmentCodec.decode),
      );
    },
    /** Enrolments of a member, those of the latest auction first; of one auction where that is given. */
    enrolmentsOf: (partyId: string, auctionId: string | undefined, request: PageRequest) =>
      table.page(
        {
          ...{ index: listingIndex, partition: `enrolments#${partyId}`, descending: true },
          ...(auctionId !== undefined && { prefix: `${auctionId}#` }),
          ...request,
        },
        enrolmentCodec.decode,
      ),
    /** Unpaid awards of a member, earliest deadline first, then by enrolment. */
    dues: (partyId: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `dues#${partyId}`, ...request }, awardCodec.decode),
    /** Unpaid awards of everybody, earliest deadline first, then by enrolment. */
    allDues: (request: PageRequest) => table.merged({ index: secondListingIndex }, allDues, request, awardCodec.decode),
    /**
     * Puts the next version of an auction, with its copies in lists; `stale` when it has changed since it was read. Until it has ended, its
     * close is due at `closeDueAt`.
     */
    auctionPuts: (auction: Auction, closeDueAt = auction.schedule.closesAt): WriteFragment<never>[] => {
      const { auctionId, version } = auction;
      const row = auctionCodec.encode(auction);
      const [all, ...narrower] = auctionListings(auction);
      return [
        table.putVersion(auctionKey(auctionId), { ...row, ...all?.listed, ...auctionDue(auction, closeDueAt) }, version),
        ...narrower.map(({ list, listed }) => table.put(auctionCopyKey(auctionId, list), { ...row, ...listed })),
      ];
    },
    /** Puts the next version of an enrolment; `stale` when it has changed since it was read. */
    enrolmentPut: (enrolment: Enrolment) => {
      const { partyId, auctionId, enrolmentId } = enrolment;
      const listed = listedAs(`enrolments#${partyId}`, `${auctionId}#${enrolmentId}`);
      return table.putVersion(enrolmentKey(enrolment), { ...enrolmentCodec.encode(enrolment), ...listed }, enrolment.version);
    },
    /** Puts the next version of an award. While unpaid, it is listed for its winner and for the operator, and comes due at its deadline. */
    awardPut: (award: Award) => table.putVersion(awardKey(award), { ...awardCodec.encode(award), ...awardDue(award) }, award.version),
    /** Removes an ended auction from the due index after the second pass. */
    secondPassDone: (auctionId: string): WriteFragment<never> => ({
      write: {
        Update: {
          TableName: table.name,
          Key: keyOf(auctionKey(auctionId)),
          UpdateExpression: "REMOVE dueStripe, dueAt",
          ConditionExpression: "attribute_exists(endedAt)",
        },
      },
      failure: "stale",
    }),
    /** Notes why an enrolment's bid was left out; the same value however often it is written. */
    enrolmentExcluded: (reference: EnrolmentReference, excludedFor: readonly string[]): WriteFragment<never> => ({
      write: {
        Update: {
          TableName: table.name,
          Key: keyOf(enrolmentKey(reference)),
          UpdateExpression: "SET excludedFor = :grounds",
          ConditionExpression: "#state = :enrolled",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: { ":grounds": texts.encode(excludedFor), ":enrolled": { S: "enrolled" } },
        },
      },
      // The auction has ended meanwhile, by another run that wrote the same: the enrolment is released already.
      failure: "done",
    }),
    /**
     * Checks that an enrolment is as it was read and stands, without writing anything; `stale` otherwise. The version tells it from one that
     * was withdrawn and made anew since, perhaps for fewer tonnes.
     */
    enrolledCheck: (enrolment: Enrolment): WriteFragment<never> => ({
      write: {
        ConditionCheck: {
          TableName: table.name,
          Key: keyOf(enrolmentKey(enrolment)),
          ConditionExpression: "#state = :enrolled AND version = :version",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: { ":enrolled": { S: "enrolled" }, ":version": { N: String(enrolment.version) } },
        },
      },
      failure: "stale",
    }),
  };
}

/** An auction is due at its close, then once more after its end. */
function auctionDue({ auctionId, state, endedAt }: Auction, closeDueAt: string): Item {
  if (endedAt !== undefined) return dueAs(dueKind.secondPass, auctionId, plusSeconds(endedAt, secondPassSeconds));
  return state === "announced" || state === "closing" ? dueAs(dueKind.close, auctionId, closeDueAt) : {};
}

function awardDue({ state, partyId, enrolmentId, payBy }: Award): Item {
  if (state !== "due") return {};
  const at = `${payBy}#${enrolmentId}`;
  const everybodys = alsoListedAs(`dues#${stripeOf(enrolmentId, dueStripes)}`, at);
  return { ...listedAs(`dues#${partyId}`, at), ...everybodys, ...dueAs(dueKind.payment, enrolmentId, payBy) };
}
