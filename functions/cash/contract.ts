import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { field, instantOut } from "../../shared/kernel/fields.ts";
import { message } from "../../shared/kernel/message.ts";
import { component, decimalOut, id, pageOf, pageQuery, positiveCny } from "../../shared/kernel/schemas.ts";

const bankReference = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9/._-]{3,59}$/,
    message("须为银行流水号：4 至 60 个字母、数字或 / . _ -", "the bank's reference: 4 to 60 letters, digits, / . _ -"),
  )
  .describe("The bank's own reference of the line; each is booked once, whatever the case of its letters");
const house = z.enum(["treasury", "exchange"]).describe("treasury: proceeds of the reserve; exchange: fees");
const booking = component("Booking", {
  bookingId: field.bookingId,
  account: z.string().describe("Account of the member, or the house account, that owns the cash"),
  direction: z.string().describe("in: received; out: paid out"),
  amount: decimalOut.describe("CNY"),
  bankReference: field.bankReference,
  bookedAt: instantOut("When it was booked"),
});
const position = component("CashPosition", {
  account: field.account,
  available: decimalOut.describe("CNY that can be used"),
  held: decimalOut.describe("CNY set aside, such as deposits"),
});
const line = z.object({ partyId: id.describe("Member that owns the cash"), amount: positiveCny, bankReference });

/** The endpoints of cash. */
export const cashEndpoints = {
  bookReceipt: endpoint({
    operationId: "bookReceipt",
    method: "POST",
    path: "/cash/receipts",
    summary: "Books money received by bank transfer from a member, once per bank reference.",
    roles: ["operator"],
    body: line,
    response: booking,
    refusals: ["duplicate-bank-line", "not-a-cash-member"],
  }),
  bookPayOut: endpoint({
    operationId: "bookPayOut",
    method: "POST",
    path: "/cash/pay-outs",
    summary: "Books money paid out to a member's bank account, up to what is available.",
    roles: ["operator"],
    secondPerson: { always: ["operator"] },
    body: line,
    response: booking,
    refusals: ["duplicate-bank-line", "cash-not-available"],
  }),
  bookHousePayOut: endpoint({
    operationId: "bookHousePayOut",
    method: "POST",
    path: "/cash/houses/{house}/pay-outs",
    summary: "Books proceeds or fees paid out of a house account, up to what was swept to its main account.",
    roles: ["operator"],
    secondPerson: { always: ["operator"] },
    params: z.object({ house }),
    body: z.object({ amount: positiveCny, bankReference }),
    response: booking,
    refusals: ["duplicate-bank-line", "cash-not-available"],
  }),
  readOwnCash: endpoint({
    operationId: "readOwnCash",
    method: "GET",
    path: "/cash/own",
    summary: "Reads the caller's cash position.",
    roles: ["enterprise", "bank"],
    response: position,
    refusals: [],
  }),
  readMemberCash: endpoint({
    operationId: "readMemberCash",
    method: "GET",
    path: "/cash/members/{partyId}",
    summary: "Reads a member's cash position.",
    roles: ["operator"],
    params: z.object({ partyId: id }),
    response: position,
    refusals: [],
  }),
  readHouseCash: endpoint({
    operationId: "readHouseCash",
    method: "GET",
    path: "/cash/houses/{house}",
    summary: "Reads a house account: the sum over its stripes and its main account.",
    roles: ["operator"],
    params: z.object({ house }),
    response: position.extend({ swept: decimalOut.describe("CNY on the main account, available for pay-out") }),
    refusals: [],
  }),
  listBookings: endpoint({
    operationId: "listBookings",
    method: "GET",
    path: "/cash/bookings",
    summary: "Lists bookings, newest first: a member's own; for the operator those of a member or of the house accounts.",
    roles: ["enterprise", "bank", "operator"],
    query: pageQuery.extend({ partyId: id.optional().describe("Operator: member to list; the house accounts by default") }),
    response: pageOf(booking),
    refusals: [],
  }),
} as const;

const moved = { partyId: field.partyId, amount: field.cny, bankReference: field.bankReference, bookingId: field.bookingId };

/** The facts of cash; amounts are decimal strings in CNY. */
export const cashFacts = {
  cashReceived: factSchema("cash-received", 1, z.object(moved), "Money from a member's bank account was booked to its cash."),
  cashPaidOut: factSchema("cash-paid-out", 1, z.object(moved), "Money was paid out of a member's cash to its bank account."),
  housePaidOut: factSchema(
    "house-paid-out",
    1,
    z.object({ ...moved, partyId: z.literal("").describe("No member"), house }),
    "Proceeds or fees were paid out of a house account.",
  ),
};
