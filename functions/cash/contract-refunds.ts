import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { decimalOut, id, pageOf, pageQuery, positiveCny, reasonGiven } from "../../shared/kernel/schemas.ts";
import { accountNumber, bankLine, bankReference, creditedAt, house, origin, position, refund } from "./shapes.ts";

const refundParams = z.object({ refundId: id });
const ofMember = pageQuery.extend({ partyId: id.optional().describe("Operator: member to list; money in suspense by default") });
const bankLineRefusals = ["duplicate-bank-line", "credited-in-future", "bank-day-closed"] as const;

/** What members have at the exchange, and how it goes back to them. */
export const refundEndpoints = {
  orderRefund: endpoint({
    operationId: "orderRefund",
    method: "POST",
    path: "/cash/refunds",
    summary: "Orders money of a member back to a bank account it came from, up to what came from there; it is held until it is sent.",
    roles: ["operator"],
    secondPerson: { always: ["operator"] },
    body: z.object({
      partyId: id.describe("Member whose money it is"),
      amount: positiveCny,
      toAccount: accountNumber.describe("Bank account it goes to: one that the member's money came from"),
      reason: reasonGiven,
    }),
    response: refund,
    refusals: ["not-an-origin", "above-received", "cash-not-available"],
  }),
  bookPayOut: endpoint({
    operationId: "bookPayOut",
    method: "POST",
    path: "/cash/refunds/{refundId}/pay-out",
    summary: "Books the bank line by which an ordered refund left: it is sent.",
    roles: ["operator"],
    params: refundParams,
    body: z.object({ bankReference, creditedAt }),
    response: bankLine,
    refusals: [...bankLineRefusals, "refund-not-in-state"],
  }),
  failRefund: endpoint({
    operationId: "failRefund",
    method: "POST",
    path: "/cash/refunds/{refundId}/failure",
    summary: "Ends an ordered refund that the bank did not carry out; the money is available again.",
    roles: ["operator"],
    params: refundParams,
    body: z.object({ reason: reasonGiven }),
    response: refund,
    refusals: ["refund-not-in-state"],
  }),
  bookReturnedRefund: endpoint({
    operationId: "bookReturnedRefund",
    method: "POST",
    path: "/cash/refunds/{refundId}/return",
    summary: "Books the bank line by which a sent refund came back; the money is the member's again.",
    roles: ["operator"],
    params: refundParams,
    body: z.object({ bankReference, creditedAt, reason: reasonGiven }),
    response: bankLine,
    refusals: [...bankLineRefusals, "refund-not-in-state", "too-many-dues"],
  }),
  readRefund: endpoint({
    operationId: "readRefund",
    method: "GET",
    path: "/cash/refunds/{refundId}",
    summary: "Reads a refund: members their own; the operator any, of money in suspense too.",
    roles: ["enterprise", "bank", "operator"],
    params: refundParams,
    response: refund,
    refusals: [],
  }),
  listRefunds: endpoint({
    operationId: "listRefunds",
    method: "GET",
    path: "/cash/refunds",
    summary: "Lists refunds, newest first: a member's own; for the operator those of a member or of money in suspense.",
    roles: ["enterprise", "bank", "operator"],
    query: ofMember,
    response: pageOf(refund),
    refusals: [],
  }),
  listOrigins: endpoint({
    operationId: "listOrigins",
    method: "GET",
    path: "/cash/origins",
    summary:
      "Lists the bank accounts that a member's money came from, and how much may go back to each: its own, or any member's for the operator.",
    roles: ["enterprise", "bank", "operator"],
    query: pageQuery.extend({ partyId: id.optional().describe("Member to list; the caller's own by default") }),
    response: pageOf(origin),
    refusals: [],
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
    response: position.extend({ swept: decimalOut.describe("CNY on the main account, available for pay-out") }).meta({ id: "HouseCash" }),
    refusals: [],
  }),
} as const;
