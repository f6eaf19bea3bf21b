import type { PlainDate } from "../kernel/calendar.ts";
import { stripeOf } from "../kernel/ids.ts";
import { type Key, keyOf } from "../store/client.ts";
import { integer, money, optional, type RowOf, rowCodec, text, textSet } from "../store/codec.ts";
import type { Table } from "../store/table.ts";
import type { WriteFragment } from "../store/transaction.ts";

/**
 * Copies of the state of the bank days. Whoever books or defaults has one of them in its transaction, chosen by its own key; closing and
 * reopening write all. Two transactions in flight cancel each other only on the same copy.
 */
const stripes = 16;

const stateFields = {
  /** Every bank day up to this one is closed. */
  closedThrough: optional(text),
  /** Days that are not closed and have lines. */
  openDays: optional(textSet),
  /** Lines booked and defaults made under this copy: closing and reopening are conditional on it, so that none slips in meanwhile. */
  changes: integer,
};
/** One copy of the state of the bank days. */
export type BankDayState = RowOf<typeof stateFields>;
/** Rows of these copies. */
export const bankDayStateCodec = rowCodec(stateFields);
/** The state before anything was booked. */
export const noBankDays: BankDayState = { changes: 0 };
/** Key of the copy for somebody's key. */
export function bankDayStateKey(by: string): Key {
  return keyOfStripe(stripeOf(by, stripes));
}
/** Keys of all copies. */
export const bankDayStateKeys: readonly Key[] = Array.from({ length: stripes }, (_, stripe) => keyOfStripe(stripe));

function keyOfStripe(stripe: number): Key {
  return { pk: `bank-day-state#${stripe}`, sk: "state" };
}

const defaultFields = { dueId: text, partyId: text, bankDay: text, amount: money, defaultedAt: text };
/** A default that rests on a bank day being closed. */
export type DayDefault = RowOf<typeof defaultFields>;
const defaultCodec = rowCodec(defaultFields);
const defaultsPartition = "day-defaults";

/** The state of the bank days, for those who book, pay and default. */
export type BankDays = ReturnType<typeof bankDaysIn>;

/** The bank days in the table of cash. */
export function bankDaysIn(table: Table) {
  return {
    /** The last closed day, read consistently; undefined if none is. All copies change at once, so any of them tells. */
    closedThrough: async () => (await table.read(keyOfStripe(0), bankDayStateCodec.decode))?.closedThrough,
    /** The writes of a default that rests on a closed day: it is noted, for the day may be reopened; `stale` when the day is open. */
    defaultWrites: (row: DayDefault): WriteFragment<never>[] => [
      {
        write: {
          Update: {
            TableName: table.name,
            Key: keyOf(bankDayStateKey(row.dueId)),
            UpdateExpression: "ADD changes :one",
            ConditionExpression: "closedThrough >= :day",
            ExpressionAttributeValues: { ":one": { N: "1" }, ":day": { S: row.bankDay } },
          },
        },
        failure: "stale",
      },
      table.put({ pk: defaultsPartition, sk: `${row.bankDay}#${row.dueId}` }, defaultCodec.encode(row)),
    ],
    /** Defaults that rest on a day from `from` to `to` being closed, the earliest day first. */
    defaults: (from: PlainDate, to: PlainDate, request: { readonly limit?: number; readonly cursor?: string | undefined }) =>
      table.page({ partition: defaultsPartition, from, to: `${to}$`, ...request }, defaultCodec.decode),
  };
}
