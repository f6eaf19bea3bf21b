import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { getItem, type Key, keyOf, type Page, type PageRequest, queryPage } from "../../shared/store/client.ts";
import { money, oneOf, type RowOf, rowCodec, text } from "../../shared/store/codec.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";

const bookingFields = {
  bookingId: text,
  /** `party:<id>`, `treasury:main` or `exchange:main`. */
  account: text,
  direction: oneOf("in", "out"),
  amount: money,
  bankReference: text,
  bookedAt: text,
};
/** One line of the bank's statement as it was booked. */
export type Booking = RowOf<typeof bookingFields>;
const bookingCodec = rowCodec(bookingFields);
const referenceCodec = rowCodec({ bookingId: text });

/** House accounts share a list. */
function listOf(account: string): string {
  return `bookings#${account.startsWith("party:") ? account : "houses"}`;
}
function referenceKey(bankReference: string): Key {
  return { pk: `bank-reference#${bankReference}`, sk: "bank-reference" };
}

/** Reads of this context's table. */
export type CashStore = ReturnType<typeof cashStore>;

/** The reader of the table Cash. */
export function cashStore(dynamo: DynamoDBClient, table: string) {
  return {
    /** The booking of a bank line, if it was booked. */
    async bookedAs(bankReference: string): Promise<string | undefined> {
      const item = await getItem(dynamo, table, referenceKey(bankReference));
      return item && referenceCodec.decode(item).bookingId;
    },
    /** Bookings of an account, newest first. */
    async bookings(account: string, request: PageRequest): Promise<Page<Booking>> {
      const { items, ...rest } = await queryPage(dynamo, { table, partition: listOf(account), descending: true, ...request });
      return { items: items.map(bookingCodec.decode), ...rest };
    },
  };
}

/** Books a line under its bank's reference; `stale` when that was booked meanwhile. */
export function bookingPuts(table: string, booking: Booking): WriteFragment<never>[] {
  const key = { pk: listOf(booking.account), sk: `${booking.bookedAt}#${booking.bookingId}` };
  const reference = { ...keyOf(referenceKey(booking.bankReference)), ...referenceCodec.encode(booking) };
  return [
    { write: { Put: { TableName: table, Item: reference, ConditionExpression: "attribute_not_exists(pk)" } }, failure: "stale" },
    { write: { Put: { TableName: table, Item: { ...keyOf(key), ...bookingCodec.encode(booking) } } } },
  ];
}
