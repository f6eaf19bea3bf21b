import { type BankDays, bankDaysIn } from "../../shared/bank-days/bank-days.ts";
import { listingIndex } from "../../shared/deployment/indexes.ts";
import { type Decimal, plain } from "../../shared/kernel/decimal.ts";
import { keyOf, type PageRequest } from "../../shared/store/client.ts";
import { listedAs } from "../../shared/store/indexes.ts";
import type { Table } from "../../shared/store/table.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { type DayBooks, dayBooksIn } from "./days/day-books.ts";
import {
  type BankLine,
  lineCodec,
  lineKey,
  linesOf,
  type Origin,
  originCodec,
  originKey,
  originsOf,
  type Refund,
  referenceCodec,
  referenceKey,
  refundCodec,
  refundKey,
} from "./rows.ts";
import { type StatementRows, statementRowsIn } from "./statements/statement-rows.ts";

/** Name of the list of the house accounts' lines. */
export const housesList = "houses";
/** Name of the list of lines that wait to be assigned or returned. */
export const suspenseList = "suspense";

/** The list a line stands in: that of its member, of the house accounts, or of what waits in suspense; undefined once that has gone back. */
function listOf({ account, state }: BankLine): string | undefined {
  if (account.startsWith("party:")) return account;
  if (!account.startsWith("suspense:")) return housesList;
  return state === "suspense" ? suspenseList : undefined;
}

/** Reads and writes of bank lines, origins and refunds. */
export interface CashStore extends Table, DayBooks, BankDays, StatementRows, ReturnType<typeof linesIn>, ReturnType<typeof refundsIn> {}

/** The table of cash. */
export function cashStore(table: Table): CashStore {
  return { ...table, ...bankDaysIn(table), ...dayBooksIn(table), ...statementRowsIn(table), ...linesIn(table), ...refundsIn(table) };
}

function linesIn(table: Table) {
  const row = (line: BankLine) => {
    const list = listOf(line);
    return { ...lineCodec.encode(line), ...(list && listedAs(`bookings#${list}`, `${line.bookedAt}#${line.bookingId}`)) };
  };
  return {
    /** What is booked under a bank reference. */
    reference: (bankReference: string) => table.read(referenceKey(bankReference), referenceCodec.decode),
    /** What is booked under each of these bank references, a hundred at most. */
    references: (bankReferences: readonly string[]) => table.readMany(bankReferences.map(referenceKey), referenceCodec.decode),
    /** A line. */
    line: (bankDay: string, bookingId: string) => table.read(lineKey({ bankDay, bookingId }), lineCodec.decode),
    /** Lines of a bank day, in the order they were booked. */
    linesOfDay: (bankDay: string, request: PageRequest) => table.page({ partition: linesOf(bankDay), ...request }, lineCodec.decode),
    /** Every line of a bank day, for its sum. */
    allLinesOf: (bankDay: string) => table.all({ partition: linesOf(bankDay), limit: 1000 }, lineCodec.decode),
    /** Lines of a member, of suspense or of the house accounts, newest first. */
    lines: (list: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `bookings#${list}`, descending: true, ...request }, lineCodec.decode),
    /** Books a line under the bank's reference; `stale` when that was booked meanwhile. */
    linePuts: (line: BankLine) => [
      table.putNew(referenceKey(line.bankReference), referenceCodec.encode(line), "stale"),
      table.put(lineKey(line), row(line)),
    ],
    /** Puts the next state of a line; `stale` when it has changed since it was read. */
    linePut: (line: BankLine) => table.putVersion(lineKey(line), row(line), line.version),
  };
}

function refundsIn(table: Table) {
  return {
    /** A bank account that a member's money came from. */
    origin: (partyId: string, accountNumber: string) => table.read(originKey(partyId, accountNumber), originCodec.decode),
    /** The bank accounts that a member's money came from. */
    origins: (partyId: string, request: PageRequest) => table.page({ partition: originsOf(partyId), ...request }, originCodec.decode),
    /** Adds money that came from a bank account; it may go back there. */
    originAdd: (origin: Omit<Origin, "refunded">): WriteFragment<never> => ({
      write: {
        Update: {
          TableName: table.name,
          Key: keyOf(originKey(origin.partyId, origin.accountNumber)),
          UpdateExpression: "SET partyId = :party, accountNumber = :account, #name = :name ADD received :amount, refunded :none",
          ExpressionAttributeNames: { "#name": "name" },
          ExpressionAttributeValues: {
            ":party": { S: origin.partyId },
            ":account": { S: origin.accountNumber },
            ":name": { S: origin.name },
            ":amount": { N: plain(origin.received) },
            ":none": { N: "0" },
          },
        },
      },
    }),
    /** Adds to what goes back to an origin, or takes from it; `stale` when that has changed since it was read. */
    originRefund: ({ partyId, accountNumber, refunded }: Origin, amount: Decimal): WriteFragment<never> => ({
      write: {
        Update: {
          TableName: table.name,
          Key: keyOf(originKey(partyId, accountNumber)),
          UpdateExpression: "ADD refunded :amount",
          ConditionExpression: "refunded = :read AND received >= :most",
          ExpressionAttributeValues: {
            ":amount": { N: plain(amount) },
            ":read": { N: plain(refunded) },
            ":most": { N: plain(refunded.plus(amount)) },
          },
        },
      },
      failure: "stale",
    }),
    /** A refund. */
    refund: (refundId: string) => table.read(refundKey(refundId), refundCodec.decode),
    /** Refunds of a ledger account, newest first. */
    refunds: (account: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `refunds#${account}`, descending: true, ...request }, refundCodec.decode),
    /** Puts the next state of a refund; `stale` when it has changed since it was read. */
    refundPut: (refund: Refund) =>
      table.putVersion(
        refundKey(refund.refundId),
        { ...refundCodec.encode(refund), ...listedAs(`refunds#${refundListOf(refund.account)}`, `${refund.orderedAt}#${refund.refundId}`) },
        refund.version,
      ),
  };
}

/** Refunds of suspense stand in one list, whatever stripe they leave. */
function refundListOf(account: string): string {
  return account.startsWith("party:") ? account : suspenseList;
}
