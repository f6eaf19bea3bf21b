import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { type Decimal, decimal } from "../../../shared/kernel/decimal.ts";
import { stripeOf } from "../../../shared/kernel/ids.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { type Item, type Key, keyOf } from "../../../shared/store/client.ts";
import { integer, json, oneOf, optional, type RowOf, rowCodec, text, tonnes } from "../../../shared/store/codec.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import type { Table } from "../../../shared/store/table.ts";
import { isTransient, type WriteFragment } from "../../../shared/store/transaction.ts";

const stripes = 16;
const maximumSealAttempts = 12;

/** One step as it stands in the book. */
export interface PlacedStep {
  /** Random, so that it reveals nothing about the bidder. */
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
  state: oneOf("open", "sealed"),
  /** Tonnes enrolled with: the most that all steps may add up to. */
  tonnes,
  /** Counts the quotes. */
  version: integer,
  steps,
  receivedAt: text,
  receiptSalt: text,
  receiptHash: text,
};
/** A bidder's latest sealed bid in one auction. */
export type BidSheet = RowOf<typeof sheetFields>;
const sheetCodec = rowCodec(sheetFields);
/** A sealed sheet, or the tombstone of a bidder who never bid. */
const sealedCodec = rowCodec({
  enrolmentId: optional(text),
  version: optional(integer),
  steps: optional(steps),
  receivedAt: optional(text),
  receiptHash: optional(text),
});
const versionFields = { enrolmentId: text, version: integer, steps, receivedAt: text, receiptHash: text };
const versionCodec = rowCodec(versionFields);
/** The bid that counts, as sealing found it. */
export type SealedBid = RowOf<typeof versionFields>;

/** Key of a sheet: the bidder's own item, striped by bidder. */
function sheetKey(auctionId: string, partyId: string): Key {
  return { pk: `sheet#${auctionId}#${stripeOf(partyId, stripes)}`, sk: `party#${partyId}` };
}
/** Key of the immutable row of one version; it is the command row as well. */
export function bidVersionKey(auctionId: string, partyId: string, idempotencyKey: string): Key {
  return { pk: `version#${auctionId}#${partyId}`, sk: `key#${idempotencyKey}` };
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
    /** A bidder's sheet; undefined where it never bid. A tombstone holds no bid: it only marks that the auction was sealed. */
    sheet: (auctionId: string, partyId: string) =>
      table.read(sheetKey(auctionId, partyId), (item) => (item.steps ? sheetCodec.decode(item) : undefined)),
    /** Puts the next version of an open sheet; `stale` when it was revised or sealed since it was read. */
    sheetPut: (auctionId: string, sheet: BidSheet) =>
      whileOpen(table.putVersion(sheetKey(auctionId, sheet.partyId), sheetCodec.encode(sheet), sheet.version), sheet.version),
    /**
     * Seals a bidder's sheet and returns the bid it held; undefined, and a tombstone, where there was none. After it no bid of that bidder
     * can commit, and what it returns never changes: sealing again returns the same. Contention with a bid in flight is retried.
     */
    seal: (auctionId: string, partyId: string) =>
      retryWhileStale<SealedBid | undefined>(
        "a sheet being sealed",
        () => seal(dynamo, table.name, sheetKey(auctionId, partyId)),
        maximumSealAttempts,
      ),
  };
}

/** The put of a sheet that is there already, on condition that it is not sealed. */
function whileOpen(fragment: WriteFragment<never>, version: number): WriteFragment<never> {
  if (version === 1) return fragment;
  const put = required(fragment.write.Put, "put of a sheet");
  return {
    ...fragment,
    write: {
      Put: {
        ...put,
        ConditionExpression: `${put.ConditionExpression} AND #state = :open`,
        ExpressionAttributeNames: { ...put.ExpressionAttributeNames, "#state": "state" },
        ExpressionAttributeValues: { ...put.ExpressionAttributeValues, ":open": { S: "open" } },
      },
    },
  };
}

async function seal(dynamo: DynamoDBClient, tableName: string, key: Key): Promise<SealedBid | undefined | typeof stale> {
  const command = new UpdateItemCommand({
    TableName: tableName,
    Key: keyOf(key),
    // The same value however often it is written: a lost reply may be sent again.
    UpdateExpression: "SET #state = :sealed",
    ConditionExpression: "attribute_not_exists(pk) OR #state IN (:open, :sealed)",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: { ":sealed": { S: "sealed" }, ":open": { S: "open" } },
    ReturnValues: "ALL_NEW",
  });
  try {
    const { Attributes } = await dynamo.send(command);
    const { enrolmentId, version, steps: placed, receivedAt, receiptHash } = sealedCodec.decode(required(Attributes, "sealed sheet"));
    if (!enrolmentId || !version || !placed?.length || !receivedAt || !receiptHash) return undefined;
    return { enrolmentId, version, steps: placed, receivedAt, receiptHash };
  } catch (error) {
    if (isTransient(error)) return stale;
    throw error;
  }
}
