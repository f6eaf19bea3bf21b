import { plain } from "../kernel/decimal.ts";
import { type Key, keyOf } from "../store/client.ts";
import { flag, integer, money, optional, type RowOf, rowCodec, text } from "../store/codec.ts";
import type { WriteFragment } from "../store/transaction.ts";
import type { Account } from "./account.ts";
import { CNY, classOf } from "./instrument.ts";
import { ledgerPartition } from "./rows.ts";

const dueFields = {
  dueId: text,
  account: text,
  /** What is to be paid in cash. */
  amount: money,
  /** Part of it that is set aside: held on the account, and usable for nothing else. */
  reserved: money,
  payBy: text,
  /** The latest instant at which money was credited that had come too late when it was booked. Compared with `payBy` by `hasLateMoney`. */
  lateUntil: optional(text),
  /** Whether money credited after `payBy` pays it as well: it stays owed, and nothing but its payment ends it. */
  lateCounts: optional(flag),
  /** The latest instant at which money that was booked and set aside for it had been credited. */
  creditedUntil: optional(text),
  version: integer,
};
/**
 * What an account owes by an instant, and the money set aside for it. It exists from the moment the debt does until it is paid or in
 * default, so that whoever books money finds it, and paying and defaulting exclude each other by its version.
 */
export type Due = RowOf<typeof dueFields>;
/**
 * Whether money that came too late for a due has been booked to its account. From then on only what is reserved pays: what is available
 * can't be told from it. A deadline that moves past all of it makes it money in time.
 */
export function hasLateMoney({ lateUntil, payBy }: Pick<Due, "lateUntil" | "payBy">): boolean {
  return lateUntil !== undefined && lateUntil >= payBy;
}
/** Rows of dues. */
export const dueCodec = rowCodec(dueFields);
/** A due that nothing is reserved for yet. */
export type NewDue = Pick<Due, "dueId" | "account" | "amount" | "payBy" | "lateCounts">;

/** Prefix of the sort keys of dues, in the partition of the account's cash. */
export const duePrefix = "due#";
/** Key of a due. */
export function dueKey({ account, dueId }: Pick<Due, "account" | "dueId">): Key {
  return { pk: dueIn(account), sk: `${duePrefix}${dueId}` };
}
/** Partition of an account's dues. */
export function dueIn(account: Account): string {
  return ledgerPartition(account, classOf(CNY));
}

/** Creates a due; an existing one is `done`. */
export function duePut(table: string, due: NewDue): WriteFragment<never> {
  const row = dueCodec.encode({ ...due, reserved: due.amount.mul(0), version: 1 });
  return {
    write: { Put: { TableName: table, Item: { ...keyOf(dueKey(due)), ...row }, ConditionExpression: "attribute_not_exists(pk)" } },
    failure: "done",
  };
}

/** Puts the next state of a due; `stale` if it has changed since it was read, or has ended. */
export function dueUpdate(
  table: string,
  due: Due,
  {
    reserved,
    lateUntil,
    creditedUntil,
    payBy = due.payBy,
  }: Pick<Due, "reserved"> & Partial<Pick<Due, "lateUntil" | "creditedUntil" | "payBy">>,
): WriteFragment<never> {
  return {
    write: {
      Update: {
        TableName: table,
        Key: keyOf(dueKey(due)),
        UpdateExpression: `SET reserved = :reserved, payBy = :payBy, version = :next${lateUntil === undefined ? "" : ", lateUntil = :late"}${creditedUntil === undefined ? "" : ", creditedUntil = :credited"}`,
        ConditionExpression: "version = :version",
        ExpressionAttributeValues: {
          ":reserved": { N: plain(reserved) },
          ...(lateUntil !== undefined && { ":late": { S: lateUntil } }),
          ...(creditedUntil !== undefined && { ":credited": { S: creditedUntil } }),
          ":payBy": { S: payBy },
          ":version": { N: String(due.version) },
          ":next": { N: String(due.version + 1) },
        },
      },
    },
    failure: "stale",
  };
}

/** Ends a due that is paid or in default; `stale` if it has changed since it was read. */
export function dueDelete(table: string, due: Due): WriteFragment<never> {
  return {
    write: {
      Delete: {
        TableName: table,
        Key: keyOf(dueKey(due)),
        ConditionExpression: "version = :version",
        ExpressionAttributeValues: { ":version": { N: String(due.version) } },
      },
    },
    failure: "stale",
  };
}
