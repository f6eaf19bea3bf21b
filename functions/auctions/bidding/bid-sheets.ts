import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { type Decimal, decimal } from "../../../shared/kernel/decimal.ts";
import { stripeOf } from "../../../shared/kernel/ids.ts";
import { required } from "../../../shared/kernel/invariant.ts";
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
  state: oneOf("open", "sealed"),
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
/** A sealed sheet, or the tombstone of an enrolment that never bid. */
const sealedCodec = rowCodec({
  enrolmentId: optional(text),
  version: optional(integer),
  steps: optional(steps),
  receivedAt: optional(text),
  receiptHash: optional(text),
});
const versionFields = { enrolmentId: text, version: integer, steps, receivedAt: text, receiptHash: text };
const versionCodec = rowCodec(versionFields);
/** The bid that counts: the latest one when the sheet was sealed. */
export type SealedBid = RowOf<typeof versionFields>;

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
    /** An enrolment's sheet; undefined if it never bid. A tombstone holds no bid: it only marks the auction as sealed for this enrolment. */
    sheet: (reference: EnrolmentReference) => table.read(sheetKey(reference), (item) => (item.steps ? sheetCodec.decode(item) : undefined)),
    /** Puts the next version of an open sheet; `stale` when it was revised or sealed since it was read. */
    sheetPut: (auctionId: string, sheet: BidSheet) =>
      whileOpen(
        table.putVersion(sheetKey({ auctionId, enrolmentId: sheet.enrolmentId }), sheetCodec.encode(sheet), sheet.version),
        sheet.version,
      ),
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

/** The put of an existing sheet, on condition that it is not sealed. */
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
