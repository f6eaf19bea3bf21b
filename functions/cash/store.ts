import type { Key, PageRequest } from "../../shared/store/client.ts";
import { money, oneOf, type RowOf, rowCodec, text } from "../../shared/store/codec.ts";
import type { Table } from "../../shared/store/table.ts";

const bookingFields = {
  bookingId: text,
  /** `party:<id>`, `treasury:main` or `exchange:main`. */
  account: text,
  direction: oneOf("in", "out"),
  amount: money,
  bankReference: text,
  bookedAt: text,
};
/** A booked line of the bank's statement. */
export type Booking = RowOf<typeof bookingFields>;
const bookingCodec = rowCodec(bookingFields);
const referenceCodec = rowCodec({ bookingId: text });

/** House accounts share one list. */
function listOf(account: string): string {
  return `bookings#${account.startsWith("party:") ? account : "houses"}`;
}
/** Two references that differ in case name the same line; the entered form is kept in the booking. */
function referenceKey(bankReference: string): Key {
  return { pk: `bank-reference#${bankReference.toUpperCase()}`, sk: "bank-reference" };
}

/** The table of cash. */
export type CashStore = ReturnType<typeof cashStore>;

/** Reads and writes of bookings. */
export function cashStore(table: Table) {
  return {
    ...table,
    /** Booking id of a bank line; undefined if it was not booked. */
    bookedAs: (bankReference: string) => table.read(referenceKey(bankReference), (item) => referenceCodec.decode(item).bookingId),
    /** Bookings of an account, newest first. */
    bookings: (account: string, request: PageRequest) =>
      table.page({ partition: listOf(account), descending: true, ...request }, bookingCodec.decode),
    /** Books a line under the bank's reference; `stale` when that was booked meanwhile. */
    bookingPuts: (booking: Booking) => [
      table.putNew(referenceKey(booking.bankReference), referenceCodec.encode(booking), "stale"),
      table.put({ pk: listOf(booking.account), sk: `${booking.bookedAt}#${booking.bookingId}` }, bookingCodec.encode(booking)),
    ],
  };
}
