import * as z from "zod";
import { areaCodeOut } from "../../../shared/kernel/areas.ts";
import { dayOut, field, instantOut } from "../../../shared/kernel/fields.ts";
import { component, sha256Hex, words } from "../../../shared/kernel/schemas.ts";
import { incomeKindOut } from "./income-kinds.ts";
import { streamLifecycle } from "./lifecycles.ts";

/** A stream as facts state it. */
export const streamStated = {
  streamId: z.string().describe("Stream of income"),
  instrument: field.instrument.describe("Instrument of its shares, in per cent"),
  kind: incomeKindOut,
  name: z.string().describe("Name of the stream"),
  partyId: field.partyId.describe("Member that is entitled to it"),
  partyName: field.partyName,
  creditCode: field.creditCode,
  area: areaCodeOut.describe("Area of the owner"),
  payerName: z.string().describe("Who pays it"),
  payerCode: field.creditCode.describe("Unified social credit code of the payer"),
  payerId: field.partyId.optional().describe("The payer's party, where it was a member when the stream was filed"),
  basisDocument: z.string().describe("Document that entitles to it"),
  basisSha256: sha256Hex.describe("SHA-256 of that document"),
  from: dayOut("First day of what is earned"),
  until: dayOut("Last day of what is earned"),
} as const;

/** A stream of income. */
export const incomeStream = component("IncomeStream", {
  ...streamStated,
  state: words("IncomeStreamState", streamLifecycle.states, "Where the stream stands; its shares are in the ledger while it is registered"),
  filedAt: instantOut("When it was filed"),
  decidedAt: instantOut("When it was accepted or refused").optional(),
  documentNumber: field.documentNumber.optional(),
  reason: field.reason.optional(),
  closedAt: instantOut("When it was closed").optional(),
});

/** A confirmed payment as facts state it. */
export const paymentStated = {
  streamId: z.string().describe("Stream of income"),
  streamName: z.string().describe("Name of the stream"),
  payerName: z.string().describe("Who pays"),
  pledgeId: z.string().describe("Pledge for which it is paid there"),
  accountName: z.string().describe("Holder of the account"),
  accountNumber: z.string().describe("Number of the account that is paid into"),
  accountBank: z.string().describe("Bank that keeps the account"),
  confirmedBy: field.partyId.describe("Member that confirmed: the payer, or the operator from a document"),
  documentNumber: field.documentNumber.optional(),
  documentSha256: sha256Hex.optional(),
} as const;

/** Where the payer of a stream pays for a pledge. */
export const incomePayment = component("IncomePayment", {
  ...paymentStated,
  confirmedAt: instantOut("When it was confirmed, or changed last"),
});
