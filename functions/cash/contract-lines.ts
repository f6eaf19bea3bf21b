import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { documentReference, id, pageOf, pageQuery, plainDate, positiveCny, reasonGiven } from "../../shared/kernel/schemas.ts";
import { accountNumber, bankLine, bankReference, counterpartyName, creditedAt, house, refund } from "./shapes.ts";

const lineParams = z.object({ day: plainDate.describe("Bank day of the line"), bookingId: id });
const bankLineRefusals = ["duplicate-bank-line", "credited-in-future", "bank-day-closed"] as const;

/** Bank lines in and out. */
export const lineEndpoints = {
  bookReceipt: endpoint({
    operationId: "bookReceipt",
    method: "POST",
    path: "/cash/receipts",
    summary:
      "Books money that came in, once per bank reference: for the member if the payer is the member, to suspense otherwise. What the member owes is set aside at once.",
    roles: ["operator"],
    body: z.object({
      partyId: id.optional().describe("Member it is meant for; without one it goes to suspense"),
      amount: positiveCny,
      bankReference,
      creditedAt,
      payerName: counterpartyName,
      payerAccount: accountNumber,
    }),
    response: bankLine,
    refusals: [...bankLineRefusals, "not-a-cash-member", "too-many-dues"],
  }),
  assignLine: endpoint({
    operationId: "assignLine",
    method: "POST",
    path: "/cash/bank-days/{day}/lines/{bookingId}/assignment",
    summary: "Assigns money in suspense to a member; it counts as credited when it reached the bank.",
    roles: ["operator"],
    secondPerson: { always: ["operator"] },
    params: lineParams,
    body: z.object({ partyId: id.describe("Member that gets it"), reason: reasonGiven, documentNumber: documentReference }),
    response: bankLine,
    refusals: ["not-in-suspense", "not-a-cash-member", "too-many-dues"],
  }),
  returnLine: endpoint({
    operationId: "returnLine",
    method: "POST",
    path: "/cash/bank-days/{day}/lines/{bookingId}/return",
    summary: "Orders money in suspense back to the bank account it came from.",
    roles: ["operator"],
    secondPerson: { always: ["operator"] },
    params: lineParams,
    body: z.object({ reason: reasonGiven }),
    response: refund,
    refusals: ["not-in-suspense", "cash-not-available"],
  }),
  bookHousePayOut: endpoint({
    operationId: "bookHousePayOut",
    method: "POST",
    path: "/cash/houses/{house}/pay-outs",
    summary: "Books proceeds or fees paid out of a house account, up to what was swept to its main account.",
    roles: ["operator"],
    secondPerson: { always: ["operator"] },
    params: z.object({ house }),
    body: z.object({ amount: positiveCny, bankReference, creditedAt, payeeName: counterpartyName, payeeAccount: accountNumber }),
    response: bankLine,
    refusals: [...bankLineRefusals, "cash-not-available"],
  }),
  listBookings: endpoint({
    operationId: "listBookings",
    method: "GET",
    path: "/cash/bookings",
    summary: "Lists bank lines, newest first: a member's own; for the operator those of a member or of the house accounts.",
    roles: ["enterprise", "bank", "operator"],
    query: pageQuery.extend({ partyId: id.optional().describe("Operator: member to list; the house accounts by default") }),
    response: pageOf(bankLine),
    refusals: [],
  }),
  listSuspense: endpoint({
    operationId: "listSuspense",
    method: "GET",
    path: "/cash/suspense",
    summary: "Lists lines whose money waits to be assigned or returned, newest first.",
    roles: ["operator"],
    query: pageQuery,
    response: pageOf(bankLine),
    refusals: [],
  }),
  listBankLines: endpoint({
    operationId: "listBankLines",
    method: "GET",
    path: "/cash/bank-days/{day}/lines",
    summary: "Lists every line of a bank day, whoever's it is, in the order of booking.",
    roles: ["operator"],
    params: lineParams.pick({ day: true }),
    query: pageQuery,
    response: pageOf(bankLine),
    refusals: [],
  }),
} as const;
