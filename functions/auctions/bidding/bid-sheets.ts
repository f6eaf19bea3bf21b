import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { type Decimal, decimal } from "../../../shared/kernel/decimal.ts";
import { stripeOf } from "../../../shared/kernel/ids.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { Refusal } from "../../../shared/kernel/outcome.ts";
import { type Item, type Key, keyOf } from "../../../shared/store/client.ts";
import { integer, json, oneOf, optional, type RowOf, rowCodec, text, tonnes } from "../../../shared/store/codec.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import type { Table } from "../../../shared/store/table.ts";
import { isTransient, type WriteFragment } from "../../../shared/store/transaction.ts";
import type { EnrolmentReference } from "../contract.ts";

const stripes = 16;
const maximumSealAttempts = 12;

/** One step as recorded in the book. */
export interface PlacedStep {
  /** Random, so that it does not reveal the bidder. */
  readonly bidId: string;
  readonly price: Decimal;
  readonly quantity: Decimal;
}

const steps = json((value): readonly PlacedStep[] =>
  (value as { bidId: string; price: string; quantity: string }[]).map(({ bidId, price, quantity }) => ({
    bidId,
    price: decimal(price),
    quantity: decimal(quantity),
  })),
);
const sheetFields = {
  enrolmentId: text,
  partyId: text,
  state: oneOf("open", "withdrawn", "sealed"),
  /** Enrolled tonnes: upper limit for the sum of all steps. */
  tonnes,
  /** Number of quotes so far. */
  version: integer,
  steps,
  receivedAt: text,
  receiptSalt: text,
  receiptHash: text,
};
/** The latest sealed bid of one enrolment. */
export type BidSheet = RowOf<typeof sheetFields>;
const sheetCodec = rowCodec(sheetFields);
const emptyCodec = rowCodec({ state: sheetFields.state, version: optional(integer) });
/** What is found in the place of a sheet, and what the next bid replaces. */
export interface SheetFound {
  /** `none` if there is no row; `withdrawn` if its enrolment was withdrawn since the last bid. */
  readonly state: "none" | BidSheet["state"];
  /** The latest bid; undefined if there is none, or none any more. */
  readonly bid: BidSheet | undefined;
  /** Quotes so far, those before a withdrawal included. */
  readonly quotes: number;
}
const nothing: SheetFound = { state: "none", bid: undefined, quotes: 0 };
/** A sealed sheet, or the tombstone of an enrolment that never bid. */
const sealedCodec = rowCodec({
  enrolmentId: optional(text),
  version: optional(integer),
  steps: optional(steps),
  receivedAt: optional(text),
  receiptSalt: optional(text),
  receiptHash: optional(text),
});
const versionFields = { enrolmentId: text, version: integer, steps, receivedAt: text, receiptHash: text };
const versionCodec = rowCodec(versionFields);
/** The bid that counts: the latest one when the sheet was sealed. */
export type SealedBid = RowOf<typeof versionFields> & { readonly receiptSalt: string };

/** Key of a sheet: the enrolment's own item, striped by enrolment. */
function sheetKey({ auctionId, enrolmentId }: EnrolmentReference): Key {
  return { pk: `sheet#${auctionId}#${stripeOf(enrolmentId, stripes)}`, sk: `enrolment#${enrolmentId}` };
}
/**
 * Key of the immutable row of one version; it doubles as the command row. It names the caller's member, so that nobody else who names the
 * enrolment finds the stored receipt.
 */
export function bidVersionKey({ enrolmentId }: EnrolmentReference, partyId: string, idempotencyKey: string): Key {
  return { pk: `version#${enrolmentId}#${partyId}`, sk: `key#${idempotencyKey}` };
}
/** Attributes of a version's row besides the command's. */
export function versionRecord(sheet: BidSheet): Item {
  return versionCodec.encode(sheet);
}

/** The table of sealed bids. */
export type BidSheets = ReturnType<typeof bidSheets>;

/** Reads, writes and seals of bid sheets. */
export function bidSheets(dynamo: DynamoDBClient, table: Table) {
  return {
    ...table,
    /** An enrolment's sheet. A tombstone holds no bid: it only marks the enrolment as withdrawn, or the auction as sealed for it. */
    sheet: async (reference: EnrolmentReference): Promise<SheetFound> => (await table.read(sheetKey(reference), foundIn)) ?? nothing,
    /** Puts the next bid over what was found; `stale` when it was revised, withdrawn or sealed since it was read. */
    sheetPut: (auctionId: string, sheet: BidSheet, over: SheetFound["state"]) =>
      replacing(table.put(sheetKey({ auctionId, enrolmentId: sheet.enrolmentId }), sheetCodec.encode(sheet)), over, sheet.version - 1),
    /**
     * Empties a sheet to a tombstone, which no bid that has seen it otherwise can replace. `mayHaveBid` is whether a bid may be withdrawn;
     * if not, one that is there is `revised`. The number of quotes stays.
     */
    sheetWithdrawn: <R extends Refusal>(reference: EnrolmentReference, mayHaveBid: boolean, revised: R): WriteFragment<R> => ({
      write: {
        Update: {
          TableName: table.name,
          Key: keyOf(sheetKey(reference)),
          UpdateExpression:
            "SET #state = :withdrawn, version = if_not_exists(version, :none) REMOVE steps, receivedAt, receiptSalt, receiptHash",
          ConditionExpression: `attribute_not_exists(pk) OR #state IN (:withdrawn${mayHaveBid ? ", :open" : ""})`,
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: {
            ":withdrawn": { S: "withdrawn" },
            ":none": { N: "0" },
            ...(mayHaveBid && { ":open": { S: "open" } }),
          },
        },
      },
      failure: mayHaveBid ? "stale" : revised,
    }),
    /**
     * Seals an enrolment's sheet and returns its bid; if there was none, leaves a tombstone and returns undefined. Afterwards no bid of that
     * enrolment can commit, and sealing again returns the same. Contention with a bid in flight is retried.
     */
    seal: (reference: EnrolmentReference) =>
      retryWhileStale<SealedBid | undefined>(
        "a sheet being sealed",
        () => seal(dynamo, table.name, sheetKey(reference)),
        maximumSealAttempts,
      ),
  };
}

function foundIn(item: Item): SheetFound {
  if (item.steps) {
    const bid = sheetCodec.decode(item);
    return { state: bid.state, bid, quotes: bid.version };
  }
  const { state, version } = emptyCodec.decode(item);
  return { state, bid: undefined, quotes: version ?? 0 };
}

/** A put on condition that what it replaces is still there: no row, or the state and number of quotes that were read. Never a sealed sheet. */
function replacing(fragment: WriteFragment<never>, over: SheetFound["state"], quotes: number): WriteFragment<never> {
  const put = required(fragment.write.Put, "put of a sheet");
  if (over === "none") return { write: { Put: { ...put, ConditionExpression: "attribute_not_exists(pk)" } }, failure: "stale" };
  return {
    write: {
      Put: {
        ...put,
        ConditionExpression: "version = :quotes AND #state = :found",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: { ":quotes": { N: String(quotes) }, ":found": { S: over === "withdrawn" ? over : "open" } },
      },
    },
    failure: "stale",
  };
}

async function seal(dynamo: DynamoDBClient, tableName: string, key: Key): Promise<SealedBid | undefined | typeof stale> {
  const command = new UpdateItemCommand({
    TableName: tableName,
    Key: keyOf(key),
    // The same value however often it is written: a lost reply may be sent again.
    UpdateExpression: "SET #state = :sealed",
    ConditionExpression: "attribute_not_exists(pk) OR #state IN (:open, :withdrawn, :sealed)",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: { ":sealed": { S: "sealed" }, ":withdrawn": { S: "withdrawn" }, ":open": { S: "open" } },
    ReturnValues: "ALL_NEW",
  });
  try {
    const { Attributes } = await dynamo.send(command);
    const { steps: placed, ...bid } = sealedCodec.decode(required(Attributes, "sealed sheet"));
    const { enrolmentId, version, receivedAt, receiptSalt, receiptHash } = bid;
    if (!enrolmentId || !version || !placed?.length || !receivedAt || !receiptSalt || !receiptHash) return undefined;
    return { enrolmentId, version, steps: placed, receivedAt, receiptSalt, receiptHash };
  } catch (error) {
    if (isTransient(error)) return stale;
    throw error;
  }
}
