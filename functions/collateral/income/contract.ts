import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { field } from "../../../shared/kernel/fields.ts";
import { message } from "../../../shared/kernel/message.ts";
import {
  decimalOut,
  documentReference,
  id,
  pageOf,
  pageQuery,
  plainDate,
  reasonGiven,
  sha256Hex,
  shortText,
} from "../../../shared/kernel/schemas.ts";
import { codeOfMember } from "../disclosure/consents/shapes.ts";
import { incomeKind } from "./income-kinds.ts";
import { incomePayment, incomeStream, paymentStated, streamStated } from "./shapes.ts";

const ofStream = z.object({ streamId: id });
const owners = ["enterprise", "bank", "verifier"] as const;
const everyRole = ["enterprise", "bank", "verifier", "regulator", "district", "operator"] as const;

/** The endpoints of income. */
export const incomeEndpoints = {
  fileIncomeStream: endpoint({
    operationId: "fileIncomeStream",
    method: "POST",
    path: "/collateral/income-streams",
    summary: "Files a named stream of income that the caller is entitled to: who pays it, on which legal basis, and for which period.",
    roles: owners,
    secondPerson: { choice: "pledges" },
    body: z.object({
      kind: incomeKind,
      name: shortText.describe("Name of the stream"),
      payerName: shortText.describe("Who pays it"),
      payerCode: codeOfMember.describe("The payer's unified social credit code"),
      basisDocument: documentReference.describe("Document that entitles to it"),
      basisSha256: sha256Hex.describe("SHA-256 of that document"),
      from: plainDate.describe("First day of what is earned"),
      until: plainDate.describe("Last day of what is earned"),
    }),
    response: incomeStream,
    refusals: ["income-period-inverted", "payer-is-owner"],
    creates: "/collateral/income-streams/{streamId}",
  }),
  decideIncomeStream: endpoint({
    operationId: "decideIncomeStream",
    method: "POST",
    path: "/collateral/income-streams/{streamId}/decision",
    summary: "Registers a stream that was filed, so that the owner has exactly a hundred per cent of it in the ledger, or refuses it.",
    roles: ["operator", "regulator"],
    secondPerson: { always: ["operator", "regulator"] },
    params: ofStream,
    body: z.object({ accepted: z.boolean().describe("Whether it is registered"), documentNumber: documentReference, reason: reasonGiven }),
    response: incomeStream,
    refusals: ["wrong-state", "income-period-over"],
  }),
  withdrawIncomeStream: endpoint({
    operationId: "withdrawIncomeStream",
    method: "POST",
    path: "/collateral/income-streams/{streamId}/withdrawal",
    summary: "Withdraws a stream that was filed and not decided.",
    roles: owners,
    params: ofStream,
    response: incomeStream,
    refusals: ["wrong-state"],
  }),
  closeIncomeStream: endpoint({
    operationId: "closeIncomeStream",
    method: "POST",
    path: "/collateral/income-streams/{streamId}/closure",
    summary:
      "Closes a stream after its period, once nothing lies on its shares: the hundred per cent are retired, whoever has them by then.",
    roles: ["operator", "regulator"],
    secondPerson: { always: ["operator", "regulator"] },
    params: ofStream,
    response: incomeStream,
    refusals: ["wrong-state", "income-period-running", "shares-not-free"],
  }),
  listIncomeStreams: endpoint({
    operationId: "listIncomeStreams",
    method: "GET",
    path: "/collateral/income-streams",
    summary: "Lists streams of income, newest first: members see their own, authorities those of their area.",
    roles: everyRole,
    query: pageQuery.extend({
      area: areaCode
        .optional()
        .describe("For authorities: only this area and its sub-areas; their own area by default")
        .meta({ example: "420704" }),
    }),
    response: pageOf(incomeStream),
    refusals: [],
  }),
  readIncomeStream: endpoint({
    operationId: "readIncomeStream",
    method: "GET",
    path: "/collateral/income-streams/{streamId}",
    summary: "Reads a stream of income: its owner, its payer and the authorities of its area, and banks once it is registered.",
    roles: everyRole,
    params: ofStream,
    response: incomeStream,
    refusals: [],
  }),
  confirmIncomePayment: endpoint({
    operationId: "confirmIncomePayment",
    method: "POST",
    path: "/collateral/income-streams/{streamId}/payments",
    summary:
      "Confirms, as the payer, the account that the stream is paid into for a pledge of its shares; the operator records it from a document for a payer that is no member. A pledge of income is registered only then.",
    roles: everyRole,
    secondPerson: { always: ["operator", "regulator", "district"], choice: "pledges" },
    params: ofStream,
    body: z.object({
      pledgeId: id.describe("Pledge of shares of the stream"),
      accountName: shortText.describe("Holder of the account"),
      accountNumber: z
        .string()
        .regex(/^[0-9A-Za-z-]{4,40}$/, message("须为账号：4 至 40 位数字、字母或 -", "an account number: 4 to 40 digits, letters or -"))
        .describe("Number of the account"),
      accountBank: shortText.describe("Bank that keeps the account"),
      documentNumber: documentReference.optional().describe("Document of a payer that is no member"),
      documentSha256: sha256Hex.optional().describe("SHA-256 of that document"),
    }),
    response: incomePayment,
    refusals: ["wrong-state", "not-the-payer", "payer-document-missing"],
  }),
  listIncomePayments: endpoint({
    operationId: "listIncomePayments",
    method: "GET",
    path: "/collateral/income-streams/{streamId}/payments",
    summary: "Lists where a stream is paid for which pledge: its owner, its payer and the authorities of its area.",
    roles: everyRole,
    params: ofStream,
    query: pageQuery,
    response: pageOf(incomePayment),
    refusals: [],
  }),
} as const;

const decided = { ...streamStated, documentNumber: field.documentNumber, reason: field.reason } as const;

/** The facts of income. */
export const incomeFacts = {
  incomeFiled: factSchema("income-stream-filed", 1, z.object(streamStated), "A member filed a stream of income that it is entitled to."),
  incomeRegistered: factSchema(
    "income-stream-registered",
    1,
    z.object(decided),
    "A stream of income was registered: its owner has a hundred per cent of it in the ledger.",
  ),
  incomeRefused: factSchema("income-stream-refused", 1, z.object(decided), "A stream of income that was filed was not registered."),
  incomeWithdrawn: factSchema(
    "income-stream-withdrawn",
    1,
    z.object(streamStated),
    "A member withdrew a stream of income that it had filed.",
  ),
  incomeClosed: factSchema(
    "income-stream-closed",
    1,
    z.object({
      ...streamStated,
      retired: z
        .array(
          z.object({
            partyId: field.partyId,
            partyName: field.partyName,
            creditCode: field.creditCode,
            quantity: decimalOut.describe("Its shares, in per cent of the stream"),
          }),
        )
        .describe("Whose shares were retired"),
    }),
    "A stream of income was closed after its period, and its shares were retired.",
  ),
  incomePaymentConfirmed: factSchema(
    "income-payment-confirmed",
    1,
    z.object(paymentStated),
    "The payer of a stream of income confirmed, or changed, the account that it pays into for a pledge.",
  ),
} as const;
