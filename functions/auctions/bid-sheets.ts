import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { type Decimal, decimal } from "../../shared/kernel/decimal.ts";
import { stripeOf } from "../../shared/kernel/ids.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { getItem, type Item, type Key, keyOf } from "../../shared/store/client.ts";
import { decimalText, integer, json, oneOf, optional, type RowOf, rowCodec, text, tonnes } from "../../shared/store/codec.ts";
import { backOff, isTransient, StoreBusy, type WriteFragment } from "../../shared/store/transaction.ts";
import { versionedPut } from "../../shared/store/versioned-put.ts";

const stripes = 16;
const maximumSealAttempts = 12;

/** One step as it stands in the book. */
export interface PlacedStep {
  /** Random, so that it says nothing of the bidder. */
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
/** What sealing found: the bid that counts; without steps there is none. */
export type SealedBid = RowOf<typeof versionFields>;

/** Key of a sheet: the bidder's own item, striped by bidder. */
function sheetKey(auctionId: string, partyId: string): Key {
  return { pk: `sheet#${auctionId}#${stripeOf(partyId, stripes)}`, sk: `party#${partyId}` };
}
/** Key of the immutable row of one version; it is the idempotency row as well. */
export function bidVersionKey(auctionId: string, partyId: string, idempotencyKey: string): Key {
  return { pk: `version#${auctionId}#${partyId}`, sk: `key#${idempotencyKey}` };
}
const seedKey = (auctionId: string): Key => ({ pk: `seed#${auctionId}`, sk: "seed" });
const reserveKey = (auctionId: string): Key => ({ pk: `reserve#${auctionId}`, sk: "reserve" });

/** The caller's own sheet, read consistently. */
export async function readSheet(dynamo: DynamoDBClient, table: string, auctionId: string, partyId: string): Promise<BidSheet | undefined> {
  const item = await getItem(dynamo, table, sheetKey(auctionId, partyId));
  if (!item) return undefined;
  // A tombstone has no bid; it only says that the auction was sealed.
  return item.steps ? sheetCodec.decode(item) : undefined;
}

const versionFields = { enrolmentId: text, version: integer, steps, receivedAt: text, receiptHash: text };
const versionCodec = rowCodec(versionFields);

/** Attributes of a version's row besides the command's. */
export function versionRecord(sheet: BidSheet): Item {
  return versionCodec.encode(sheet);
}

/** Puts the next version of an open sheet; `stale` when it was revised or sealed since it was read. */
export function sheetPut(table: string, auctionId: string, sheet: BidSheet): WriteFragment<never> {
  const fragment = versionedPut(table, sheetKey(auctionId, sheet.partyId), sheetCodec.encode(sheet), sheet.version);
  const put = required(fragment.write.Put, "put of a sheet");
  if (sheet.version === 1) return fragment;
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

/**
 * Seals a bidder's sheet and returns the bid it held; a tombstone where there was none. After it no bid of that bidder can commit, and what
 * it returns never changes: sealing again returns the same. Contention with a bid in flight is retried.
 */
export async function sealSheet(dynamo: DynamoDBClient, table: string, auctionId: string, partyId: string): Promise<SealedBid | undefined> {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: keyOf(sheetKey(auctionId, partyId)),
    // The same value however often it is written: a lost reply may be sent again.
    UpdateExpression: "SET #state = :sealed",
    ConditionExpression: "attribute_not_exists(pk) OR #state IN (:open, :sealed)",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: { ":sealed": { S: "sealed" }, ":open": { S: "open" } },
    ReturnValues: "ALL_NEW",
  });
  for (let attempt = 1; attempt <= maximumSealAttempts; attempt += 1) {
    try {
      const { Attributes } = await dynamo.send(command);
      const { enrolmentId, version, steps: placed, receivedAt, receiptHash } = sealedCodec.decode(required(Attributes, "sealed sheet"));
      if (!enrolmentId || !version || !placed?.length || !receivedAt || !receiptHash) return undefined;
      return { enrolmentId, version, steps: placed, receivedAt, receiptHash };
    } catch (error) {
      if (!isTransient(error)) throw error;
      await backOff(attempt);
    }
  }
  throw new StoreBusy("a sheet could not be sealed");
}

const seedCodec = rowCodec({ seed: text });
/** Puts the secret seed of the draw; never read before the close. */
export function seedPut(table: string, auctionId: string, seed: string): WriteFragment<never> {
  return { write: { Put: { TableName: table, Item: { ...keyOf(seedKey(auctionId)), ...seedCodec.encode({ seed }) } } } };
}
const reserveCodec = rowCodec({ price: decimalText, salt: text });
/** A confidential reserve price with the salt of its published hash. */
export type ConfidentialReserve = RowOf<{ price: typeof decimalText; salt: typeof text }>;
/** Puts a confidential reserve price. */
export function reservePut(table: string, auctionId: string, reserve: ConfidentialReserve): WriteFragment<never> {
  return { write: { Put: { TableName: table, Item: { ...keyOf(reserveKey(auctionId)), ...reserveCodec.encode(reserve) } } } };
}
/** Reads the secrets of an auction at its close. */
export async function readSecrets(
  dynamo: DynamoDBClient,
  table: string,
  auctionId: string,
): Promise<{ readonly seed: string; readonly reserve: ConfidentialReserve | undefined }> {
  const [seed, reserve] = await Promise.all([getItem(dynamo, table, seedKey(auctionId)), getItem(dynamo, table, reserveKey(auctionId))]);
  return { seed: seedCodec.decode(required(seed, "seed of the auction")).seed, reserve: reserve && reserveCodec.decode(reserve) };
}
