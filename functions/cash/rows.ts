import type { Key } from "../../shared/store/client.ts";
import { integer, money, oneOf, optional, type RowOf, rowCodec, text } from "../../shared/store/codec.ts";
import { cashLifecycles } from "./lifecycles.ts";
import { direction, lineStates, statementStates } from "./shapes.ts";

const lineFields = {
  bookingId: text,
  bankDay: text,
  bankReference: text,
  /** When the money reached the exchange's account, or left it. */
  creditedAt: text,
  direction: oneOf(...direction.options),
  amount: money,
  /** Payer of what came in, payee of what went out, as the bank names them. */
  counterpartyName: text,
  counterpartyAccount: text,
  /** Ledger account that owns the money: `party:<id>`, `suspense:<n>`, `treasury:main` or `exchange:main`. */
  account: text,
  /** `suspense` lines wait to be assigned or returned. */
  state: oneOf(...lineStates),
  refundId: optional(text),
  bookedAt: text,
  version: integer,
};
/** A booked line of the bank's statement. */
export type BankLine = RowOf<typeof lineFields>;
/** Rows of lines. */
export const lineCodec = rowCodec(lineFields);
/** Partition of the lines of a bank day. */
export function linesOf(bankDay: string): string {
  return `lines#${bankDay}`;
}
/** Key of a line; ids sort by the time of booking. */
export function lineKey({ bankDay, bookingId }: Pick<BankLine, "bankDay" | "bookingId">): Key {
  return { pk: linesOf(bankDay), sk: bookingId };
}
/** The form in which bank references are compared: two that differ in case name the same line. The entered form is kept in the line. */
export function comparedReference(bankReference: string): string {
  return bankReference.toUpperCase();
}
/** Key of a bank reference: one line each. */
export function referenceKey(bankReference: string): Key {
  return { pk: `bank-reference#${comparedReference(bankReference)}`, sk: "bank-reference" };
}
/** Rows of bank references: the line, and what a second statement must agree with. */
export const referenceCodec = rowCodec({
  bankReference: text,
  bookingId: text,
  bankDay: text,
  direction: oneOf(...direction.options),
  amount: money,
  counterpartyAccount: text,
  refundId: optional(text),
});
/** What is known of a booked bank reference. */
export type BookedReference = ReturnType<(typeof referenceCodec)["decode"]>;

const originFields = { partyId: text, accountNumber: text, name: text, received: money, refunded: money };
/** A bank account that a member's money came from: what came, and what went back or is ordered to. */
export type Origin = RowOf<typeof originFields>;
/** Rows of origins. */
export const originCodec = rowCodec(originFields);
/** Partition of a member's origins. */
export function originsOf(partyId: string): string {
  return `origins#${partyId}`;
}
/** Key of an origin. */
export function originKey(partyId: string, accountNumber: string): Key {
  return { pk: originsOf(partyId), sk: `account#${accountNumber}` };
}

const refundFields = {
  refundId: text,
  /** Ledger account the money leaves; it is held there until it is sent or has failed. */
  account: text,
  amount: money,
  toName: text,
  toAccount: text,
  reason: text,
  state: oneOf(...cashLifecycles.refund.states),
  /** Why it failed, or came back. */
  stateReason: optional(text),
  /** The line in suspense that it returns. */
  ofBankDay: optional(text),
  ofBookingId: optional(text),
  bankReference: optional(text),
  orderedAt: text,
  changedAt: text,
  version: integer,
};
/** Money on its way back to the bank account it came from. */
export type Refund = RowOf<typeof refundFields>;
/** Rows of refunds. */
export const refundCodec = rowCodec(refundFields);
/** Key of a refund. */
export function refundKey(refundId: string): Key {
  return { pk: `refund#${refundId}`, sk: "refund" };
}

const dayFields = {
  day: text,
  openingBalance: money,
  linesIn: money,
  linesOut: money,
  lines: integer,
  closingBalance: money,
  closedAt: text,
  closedBy: text,
  version: integer,
};
/** A bank day as it was closed last. Whether it still is follows from the state of the bank days. */
export type ClosedDay = RowOf<typeof dayFields>;
/** Rows of closed days. */
export const dayCodec = rowCodec(dayFields);
/** Partition of all closed days. */
export const closedDays = "bank-days";

const statementFields = {
  statementId: text,
  state: oneOf(...statementStates),
  lines: integer,
  errors: integer,
  sha256: text,
  importedAt: text,
  bookedAt: optional(text),
  version: integer,
};
/** An imported bank statement. */
export type Statement = RowOf<typeof statementFields>;
/** Rows of statements. */
export const statementCodec = rowCodec(statementFields);
/** Partition of a statement with its lines and errors. */
export function statementPartition(statementId: string): string {
  return `statement#${statementId}`;
}
/** Key of a statement. */
export function statementKey(statementId: string): Key {
  return { pk: statementPartition(statementId), sk: "statement" };
}

const statementLineFields = {
  /** Line of the file, counted from 1. */
  line: integer,
  bankReference: text,
  creditedAt: text,
  direction: oneOf(...direction.options),
  amount: money,
  counterpartyName: text,
  counterpartyAccount: text,
  purpose: text,
};
/** A line of an imported statement. */
export type StatementLine = RowOf<typeof statementLineFields>;
/** Rows of such lines. */
export const statementLineCodec = rowCodec(statementLineFields);
