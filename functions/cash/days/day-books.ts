import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import {
  type BankDayState,
  bankDayStateCodec,
  bankDayStateKey,
  bankDayStateKeys,
  noBankDays,
} from "../../../shared/bank-days/bank-days.ts";
import { type PlainDate, plusDays } from "../../../shared/kernel/calendar.ts";
import { keyOf, type PageRequest } from "../../../shared/store/client.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { type ClosedDay, closedDays, dayCodec } from "../rows.ts";

/** The copies of the state of the bank days as they were read, and what they say together. */
export interface DayState {
  readonly copies: readonly BankDayState[];
  readonly closedThrough: PlainDate | undefined;
  /** Days with lines that are not closed, the earliest first. */
  readonly openDays: readonly PlainDate[];
}

/** Closing and reopening of bank days in the table of cash. */
export type DayBooks = ReturnType<typeof dayBooksIn>;

/** Reads and writes of bank days. */
export function dayBooksIn(table: Table) {
  return {
    /** The state of the bank days; every copy read consistently, but not at one instant. */
    async dayState(): Promise<DayState> {
      const found = new Map((await table.readMany(bankDayStateKeys, (item) => item)).map((item) => [item.pk?.S, item]));
      const copies = bankDayStateKeys.map(({ pk }) => {
        const item = found.get(pk);
        return item ? bankDayStateCodec.decode(item) : noBankDays;
      });
      const openDays = [...new Set(copies.flatMap((copy) => copy.openDays ?? []))].sort();
      return { copies, closedThrough: copies[0]?.closedThrough, openDays };
    },
    /** Counts a line of a day under the copy of its bank reference; refused when the day is closed. */
    bookedOn: (bankReference: string, day: PlainDate): WriteFragment<{ readonly code: "bank-day-closed"; readonly day: string }> => ({
      write: {
        Update: {
          TableName: table.name,
          Key: keyOf(bankDayStateKey(bankReference)),
          UpdateExpression: "ADD changes :one, openDays :days",
          ConditionExpression: "attribute_not_exists(closedThrough) OR closedThrough < :day",
          ExpressionAttributeValues: { ":one": { N: "1" }, ":days": { SS: [day] }, ":day": { S: day } },
        },
      },
      failure: { code: "bank-day-closed", day },
    }),
    /** Closes all days up to one, on all copies; `stale` if anything was booked, defaulted, closed or reopened since they were read. */
    closeThrough: (state: DayState, day: PlainDate): WriteFragment<never>[] =>
      copyWrites(table.name, state, "SET closedThrough = :to, changes = :changes DELETE openDays :days", {
        ":to": { S: day },
        ":days": { SS: [day] },
      }),
    /** Opens all days from one on again, and lists those of them that have lines. */
    openFrom: (state: DayState, day: PlainDate, withLines: readonly PlainDate[]): WriteFragment<never>[] => {
      const closed = "SET closedThrough = :to, changes = :changes";
      const values = {
        ":to": { S: plusDays(day, -1) },
        ...(withLines.length > 0 && { ":days": { SS: [...withLines] } }),
      };
      return copyWrites(table.name, state, withLines.length > 0 ? `${closed} ADD openDays :days` : closed, values);
    },
    /** A closed day; undefined if it never was. */
    closedDay: (day: PlainDate) => table.read({ pk: closedDays, sk: day }, dayCodec.decode),
    /** Closed days, newest first. */
    closedDays: (request: PageRequest) => table.page({ partition: closedDays, descending: true, ...request }, dayCodec.decode),
    /** The last day before one that was closed. */
    async closedBefore(day: PlainDate): Promise<ClosedDay | undefined> {
      const query = { partition: closedDays, descending: true, to: day, limit: 2 };
      const { items } = await table.page(query, dayCodec.decode);
      return items.find((each) => each.day < day);
    },
    /** Every day from one to another that was closed, for reopening. */
    closedFrom: (from: PlainDate, to: PlainDate) => table.all({ partition: closedDays, from, to }, dayCodec.decode),
    /** Puts a day as it was closed. */
    closedDayPut: (day: ClosedDay) => table.putVersion({ pk: closedDays, sk: day.day }, dayCodec.encode(day), day.version),
  };
}

/** One update of every copy, conditional on what was read of it. */
function copyWrites(
  tableName: string,
  { copies }: DayState,
  expression: string,
  values: Record<string, AttributeValue>,
): WriteFragment<never>[] {
  return copies.map((copy, position) => {
    const before = copy.closedThrough;
    const asRead = before === undefined ? "attribute_not_exists(closedThrough)" : "closedThrough = :before";
    const noneYet = copy.changes === 0 ? "(attribute_not_exists(changes) OR changes = :changes)" : "changes = :changes";
    return {
      write: {
        Update: {
          TableName: tableName,
          Key: keyOf(bankDayStateKeys[position] ?? bankDayStateKey("")),
          UpdateExpression: expression,
          ConditionExpression: `${asRead} AND ${noneYet}`,
          ExpressionAttributeValues: {
            ...values,
            ":changes": { N: String(copy.changes) },
            ...(before !== undefined && { ":before": { S: before } }),
          },
        },
      },
      failure: "stale",
    };
  });
}
