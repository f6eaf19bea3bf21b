import * as z from "zod";
import { importErrorShape } from "../../shared/imports/import-errors.ts";
import { dayOut, field, instantOut } from "../../shared/kernel/fields.ts";
import { message } from "../../shared/kernel/message.ts";
import {
  component,
  count,
  decimalOut,
  growingWords,
  growingWordsOut,
  instant,
  sha256Hex,
  shortText,
  words,
} from "../../shared/kernel/schemas.ts";
import { cashLifecycles } from "./lifecycles.ts";

/** States of a booked line. */
export const lineStates = ["booked", ...cashLifecycles.suspense.states] as const;
const lineState = words(
  "BankLineState",
  lineStates,
  "booked; suspense: waits to be assigned or returned; assigned to a member; returned to its payer",
);
const refundState = words(
  "RefundState",
  cashLifecycles.refund.states,
  "ordered; sent by the bank; failed: not sent; returned: sent and come back",
);
const bankDayStates = ["open", "closed", "reopened"] as const;
/** State of a bank day. */
export type BankDayState = (typeof bankDayStates)[number];
const bankDayState = words("BankDayState", bankDayStates, "Whether further lines can be booked on the day");
/** States of an imported statement. */
export const statementStates = ["refused", "accepted", "booked"] as const;
const statementState = words(
  "BankStatementState",
  statementStates,
  "refused: something is wrong and nothing is booked; accepted: being booked; booked",
);

/** The bank's reference of a line, as input. */
export const bankReference = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9/._-]{3,59}$/,
    message("须为银行流水号：4 至 60 个字母、数字或 / . _ -", "the bank's reference: 4 to 60 letters, digits, / . _ -"),
  )
  .describe("The bank's own reference of the line; each is booked once, whatever the case of its letters");
/** Number of a bank account, as input. */
export const accountNumber = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{3,39}$/, message("须为银行账号：4 至 40 个字母、数字或 -", "a bank account: 4 to 40 letters, digits, -"))
  .describe("Number of the bank account");
/** Name of an account's holder, as input. */
export const counterpartyName = shortText.describe("Holder of the account, as the bank names it");
/** Whether money came in or went out, as input. */
export const direction = words("Direction", ["in", "out"], "in: received; out: paid out");
/** What a payer wrote with a transfer, as input. */
export const purpose = z
  .union([z.literal(""), shortText])
  .describe("What the payer wrote: the number of the member (money in) or of the refund (money out) in it tells whose it is");
/** When money moved at the bank, as input. */
export const creditedAt = instant.describe("When the money reached the exchange's account, or left it; never in the future");
const houseWords = ["House", ["treasury", "exchange"], "treasury: proceeds of the reserve; exchange: fees"] as const;
/** A house that is paid out, as input. */
export const house = growingWords(...houseWords);
/** A house, in facts. */
export const houseOut = growingWordsOut(...houseWords);

const creditedAtOut = instantOut("When the money reached the exchange's account, or left it");
const bankDay = dayOut("Day of the bank's statement: the Shanghai day of `creditedAt`");
const refundId = z.string().describe("Refund: money on its way back to where it came from");

/** A booked line of the bank's statement. */
export const bankLine = component("BankLine", {
  bookingId: field.bookingId,
  bankDay,
  bankReference: field.bankReference,
  creditedAt: creditedAtOut,
  direction,
  amount: decimalOut.describe("CNY"),
  counterpartyName: z.string().describe("Payer of what came in, payee of what went out, as the bank names them"),
  counterpartyAccount: z.string().describe("Bank account of the payer or payee"),
  account: z.string().describe("Account of the member, or the house account, that owns the cash"),
  state: lineState,
  refundId: refundId.optional(),
  bookedAt: instantOut("When it was booked"),
});

/** Cash of a member or house. */
export const position = component("CashPosition", {
  account: field.account,
  available: decimalOut.describe("CNY that can be used"),
  held: decimalOut.describe("CNY set aside: deposits, what is due, refunds on their way"),
});

/** A bank account that a member's money came from. */
export const origin = component("CashOrigin", {
  accountNumber: z.string().describe("Bank account"),
  name: z.string().describe("Holder of the account, as the bank named it last"),
  received: decimalOut.describe("CNY that came from it"),
  refunded: decimalOut.describe("CNY that went back to it, or is ordered to"),
});

/** Money on its way back. */
export const refund = component("Refund", {
  refundId,
  account: z.string().describe("Account that the money leaves; it is held there until it is sent or has failed"),
  amount: decimalOut.describe("CNY"),
  toName: z.string().describe("Holder of the bank account it goes to"),
  toAccount: z.string().describe("Bank account it goes to: one that the money came from"),
  reason: field.reason,
  state: refundState,
  stateReason: z.string().optional().describe("Why it failed or came back"),
  bankReference: field.bankReference.optional(),
  orderedAt: instantOut("When it was ordered"),
  changedAt: instantOut("When its state changed last"),
});

/** What a bank day adds up to. */
const figures = {
  openingBalance: decimalOut.describe("CNY in the bank when the day began: closing balance of the last closed day before it"),
  linesIn: decimalOut.describe("CNY of its lines in"),
  linesOut: decimalOut.describe("CNY of its lines out"),
  lines: count.describe("Number of its lines"),
  expectedBalance: decimalOut.describe("CNY that the bank's statement has to name as closing balance"),
  inSuspense: decimalOut.describe("CNY of its lines that wait to be assigned or returned"),
};

/** A bank day. */
export const bankDayShape = component("BankDay", {
  day: bankDay,
  state: bankDayState,
  ...figures,
  closingBalance: decimalOut.optional().describe("CNY in the bank when the day ended; absent while the day is open"),
  closedAt: instantOut("When it was closed; absent while it is open").optional(),
});

/** A default that rests on a closed bank day. */
export const dayDefault = component("DayDefault", {
  dueId: z
    .string()
    .describe("What was owed: the enrolment of an award, or `allocation.` with an allocation and the number of its instalment"),
  partyId: field.partyId,
  bankDay: bankDay.describe("The bank day by which it had to be paid"),
  amount: decimalOut.describe("CNY that had to be paid"),
  defaultedAt: instantOut("When it was defaulted"),
});

/** An imported bank statement. */
export const statement = component("BankStatement", {
  statementId: z.string().describe("Imported statement"),
  state: statementState,
  lines: count.describe("Well-formed lines"),
  errors: count.describe("Errors, listed by page"),
  sha256: sha256Hex.describe("SHA-256 of the file"),
  importedAt: instantOut("When it was imported"),
  bookedAt: instantOut("When all of it was booked; absent before").optional(),
});

/** A line of an imported statement. */
export const statementLine = component("BankStatementLine", {
  line: count.describe("Line of the file, counted from 1"),
  bankReference: field.bankReference,
  creditedAt: creditedAtOut,
  direction,
  amount: decimalOut.describe("CNY"),
  counterpartyName: z.string().describe("Payer of what came in, payee of what went out, as the bank names them"),
  counterpartyAccount: z.string().describe("Bank account of the payer or payee"),
  purpose: z.string().describe("What the payer wrote"),
  bookingId: field.bookingId.optional(),
});

/** Where a statement is wrong, and why. */
export const statementError = importErrorShape("BankStatementError");

const lineOfFact = {
  partyId: field.partyId,
  amount: field.cny,
  bankReference: field.bankReference,
  bookingId: field.bookingId,
  bankDay,
  creditedAt: creditedAtOut,
};
/** What facts about money that came in say. */
export const incoming = {
  ...lineOfFact,
  payerName: z.string().describe("Payer, as the bank names it"),
  payerAccount: z.string().describe("Bank account it came from"),
};
/** What facts about money that went out say. */
export const outgoing = {
  ...lineOfFact,
  payeeName: z.string().describe("Payee, as the bank names it"),
  payeeAccount: z.string().describe("Bank account it went to"),
};
/** What facts about a refund say. */
export const refundOfFact = {
  refundId,
  partyId: field.partyId.describe("Member whose money it is; empty for money in suspense"),
  amount: field.cny,
  toName: z.string().describe("Holder of the bank account it goes to"),
  toAccount: z.string().describe("Bank account it goes to"),
};
/** What the facts of bank days say. */
export const dayOfFact = { day: bankDay, ...figures, closingBalance: field.cny.describe("CNY in the bank when the day ended") };
