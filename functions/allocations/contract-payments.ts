import * as z from "zod";
import { areaCode } from "../../shared/kernel/areas.ts";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { dayOut, field, instantOut } from "../../shared/kernel/fields.ts";
import { message } from "../../shared/kernel/message.ts";
import { component, id, pageOf, pageQuery, plainDate, positiveCny, reasonGiven, words, yearMonth } from "../../shared/kernel/schemas.ts";
import { allocationsLifecycles } from "./lifecycles.ts";
import { allocation, allocationField, allocationStated, amountOut, instalmentOut } from "./shapes.ts";
import { paymentModeOut, returnCauseOut } from "./vocabulary.ts";

const allocationParams = z.object({ allocationId: id.max(170) });
const certificateNumber = z
  .string()
  .regex(/^[0-9A-Z-]{1,40}$/, message("须为完税证明号码：数字、大写字母和 -", "the number of a certificate: digits, capital letters and -"))
  .describe("Number of the tax office's certificate");
const certificateNumberOut = certificateNumber.describe("Certificate of the tax office");

const certificate = component("FeeCertificate", {
  certificateNumber: certificateNumberOut,
  allocationId: allocationField.allocationId,
  issuedOn: dayOut("Day of the certificate"),
  amountCny: field.cny.describe("What it certifies in CNY"),
  instalments: z.array(z.int().min(1)).describe("Numbers of the instalments that it paid"),
  state: words("FeeCertificateState", allocationsLifecycles.certificate.states, "booked: it pays; reversed: it pays nothing any more"),
  bookedAt: instantOut("When it was booked"),
  reversedAt: instantOut("When it was reversed").optional(),
  reason: field.reason.optional(),
});

const nextDue = component("AllocationDue", {
  allocationId: allocationField.allocationId,
  planId: allocationField.planId,
  planTitle: allocationField.planTitle,
  planDocument: allocationField.planDocument,
  partyId: field.partyId,
  partyName: field.partyName,
  creditCode: field.creditCode,
  siteId: field.siteId,
  siteName: allocationField.siteName,
  siteArea: allocationField.siteArea,
  licenceNumber: field.licenceNumber,
  paymentMode: paymentModeOut,
  number: z.int().min(1).describe("The earliest unpaid instalment; 1 is the first"),
  amountCny: field.cny.describe("What it is to be paid with, in CNY"),
  payBy: instantOut("First instant at which it is overdue"),
  state: instalmentOut.shape.state,
  unsecured: instalmentOut.shape.releases.describe("Tonnes that are owed since a certificate was reversed; none for most"),
});

/** Endpoints of payments. */
export const paymentEndpoints = {
  payAllocation: endpoint({
    operationId: "payAllocation",
    method: "POST",
    path: "/allocations/{allocationId}/payments",
    summary:
      "Pays the earliest unpaid instalments out of the caller's cash, whole, as many as the amount covers; the rest stays cash. The first payment delivers all permits, with those of unpaid instalments held.",
    roles: ["enterprise"],
    secondPerson: { choice: "allocations" },
    params: allocationParams,
    body: z.object({ amount: positiveCny }),
    response: allocation,
    refusals: ["nothing-to-pay", "paid-otherwise", "payment-below-instalment", "fee-not-covered", "first-payment-missed"],
  }),
  bookFeeCertificate: endpoint({
    operationId: "bookFeeCertificate",
    method: "POST",
    path: "/allocations/{allocationId}/certificates",
    summary:
      "Books a certificate of the tax office, once: it pays the earliest unpaid instalments, whose sum it must be, from the month of its day. No cash moves.",
    roles: ["regulator"],
    params: allocationParams,
    body: z.object({ certificateNumber, issuedOn: plainDate.describe("Day of the certificate"), amount: positiveCny }),
    response: certificate,
    refusals: [
      ...(["plan-of-another-area", "nothing-to-pay", "paid-otherwise", "duplicate-certificate", "certificate-in-future"] as const),
      ...(["certificate-amount-differs", "certificate-too-early", "certificate-too-late"] as const),
    ],
  }),
  reverseFeeCertificate: endpoint({
    operationId: "reverseFeeCertificate",
    method: "POST",
    path: "/allocations/{allocationId}/certificates/{certificateNumber}/reversal",
    summary:
      "Reverses a certificate: its instalments are unpaid again, and their tonnes are held again as far as they are free at the site; the remainder is a debt that is held once it is free.",
    roles: ["regulator"],
    secondPerson: { always: ["regulator"] },
    params: allocationParams.extend({ certificateNumber }),
    body: z.object({ reason: reasonGiven }),
    response: allocation,
    refusals: ["plan-of-another-area", "certificate-reversed", "nothing-to-pay"],
  }),
  listFeeCertificates: endpoint({
    operationId: "listFeeCertificates",
    method: "GET",
    path: "/allocations/{allocationId}/certificates",
    summary: "Lists the certificates booked for an allocation, in the order of booking; may lag by a second.",
    roles: ["enterprise", "regulator", "district", "operator"],
    params: allocationParams,
    query: pageQuery,
    response: pageOf(certificate),
    refusals: [],
  }),
  listAllocationDues: endpoint({
    operationId: "listAllocationDues",
    method: "GET",
    path: "/allocations/own/dues",
    summary: "Lists what the caller is to pay next for each of its allocations, earliest deadline first; may lag by a second.",
    roles: ["enterprise"],
    query: pageQuery,
    response: pageOf(nextDue),
    refusals: [],
  }),
  listAllAllocationDues: endpoint({
    operationId: "listAllAllocationDues",
    method: "GET",
    path: "/allocations/all/dues",
    summary: "Lists what is to be paid next for each allocation in the caller's area, earliest deadline first; may lag by a second.",
    roles: ["regulator", "district", "operator"],
    query: pageQuery.extend({
      area: areaCode.optional().describe("Only this area and its sub-areas; the caller's own area by default"),
      overdue: z.literal("true").optional().describe("Only what is overdue"),
    }),
    response: pageOf(nextDue),
    refusals: [],
  }),
} as const;

const ofPermit = amountOut.omit({ feeCny: true, poolArea: true, blockReference: true });
const number = z.int().min(1).describe("Number of the instalment; 1 is the first");
const payBy = instantOut("First instant at which it is overdue");
const amountCny = field.cny.describe("What is to be paid in CNY");
const creditedOn = z.string().describe("When the money was credited, or the day of the certificate");
const ofInstalment = { ...allocationStated, number, amountCny, payBy };
const paid = {
  ...allocationStated,
  instalments: z.array(z.object({ number, amountCny, creditedOn })).describe("Instalments that were paid"),
  paidCny: field.cny.describe("Their sum in CNY"),
  leftCny: field.cny.describe("What is still to be paid after it, in CNY"),
  certificateNumber: certificateNumberOut.optional(),
};
const held = z.array(ofPermit).describe("Permits that are held again, by instrument");
const unsecured = z.array(ofPermit).describe("Permits that are owed because they had left the site; held once they are free there");

/** Facts of payments. */
export const paymentFacts = {
  delivered: factSchema(
    "allocation-delivered",
    1,
    z.object({
      ...paid,
      delivered: z
        .array(ofPermit.extend({ heldTonnes: field.tonnes.describe("The part that is held until the other instalments are paid") }))
        .describe("Permits that the site got"),
    }),
    "The first payment of an allocation was made, and all its permits were delivered; those of unpaid instalments are held.",
  ),
  instalmentsPaid: factSchema(
    "instalments-paid",
    1,
    z.object({ ...paid, released: z.array(ofPermit).describe("Permits that are free from now on; none after the end of the term") }),
    "Instalments of a delivered allocation were paid, and their permits are free.",
  ),
  permitsRestored: factSchema(
    "frozen-permits-restored",
    1,
    z.object({
      ...ofInstalment,
      creditedOn,
      countsFrom: yearMonth.describe("Month from which they count again: that in which the money was credited"),
      restored: z.array(ofPermit).describe("Permits that count again"),
    }),
    "An overdue instalment was paid, and its frozen permits count again from the month in which the money was credited.",
  ),
  instalmentDue: factSchema(
    "instalment-due",
    1,
    z.object(ofInstalment),
    "An instalment of a delivered allocation comes up: payment notice.",
  ),
  instalmentOverdue: factSchema(
    "instalment-overdue",
    1,
    z.object({
      ...ofInstalment,
      freezesAt: instantOut("When its permits stop counting unless it is paid"),
      permits: z.array(ofPermit).describe("Permits that it releases"),
    }),
    "An instalment was not paid by its day.",
  ),
  instalmentFrozen: factSchema(
    "instalment-frozen",
    1,
    z.object({ ...ofInstalment, frozen: z.array(ofPermit).describe("Permits that don't count until it is paid") }),
    "The grace of an overdue instalment has ended: exactly its permits are frozen and stop counting.",
  ),
  returned: factSchema(
    "allocation-returned",
    1,
    z.object({ ...ofInstalment, because: returnCauseOut, returned: z.array(ofPermit).describe("Permits that ended") }),
    "The first payment was missing at its day, or the permits of the site were recovered before it: the permits of the allocation ended, and their headroom returned to the cap.",
  ),
  certificateReversed: factSchema(
    "fee-certificate-reversed",
    1,
    z.object({
      ...allocationStated,
      certificateNumber: certificateNumberOut,
      issuedOn: dayOut("Day of the certificate"),
      amountCny: field.cny.describe("What it certified in CNY"),
      instalments: z.array(z.object({ number, amountCny })).describe("Instalments that are unpaid again"),
      paidFact: z
        .object({ factId: z.string().describe("Id of the fact"), factType: z.string().describe("Type of the fact") })
        .describe("Fact of the payment that is taken back: `allocation-delivered` or `instalments-paid`"),
      reason: field.reason,
      ...{ held, unsecured },
    }),
    "A certificate of the tax office was reversed: its instalments are unpaid again, and their permits are held again or owed.",
  ),
  debtSecured: factSchema(
    "fee-debt-secured",
    1,
    z.object({ ...allocationStated, held, unsecured }),
    "Permits that were owed since a certificate was reversed became free at the site and were held.",
  ),
  instalmentsWaived: factSchema(
    "instalments-waived",
    1,
    z.object({
      ...allocationStated,
      instalments: z.array(z.object({ number, amountCny })).describe("Instalments that are not to be paid any more"),
      leftCny: field.cny.describe("What is still to be paid, in CNY"),
      releasedCny: field.cny.describe("Money that had been set aside for them, in CNY, and is the member's again"),
    }),
    "The bureau recovered permits of a site before they were paid for: their instalments are not to be paid any more.",
  ),
  ended: factSchema(
    "allocation-ended",
    1,
    z.object({
      ...allocationStated,
      unpaidCny: field.cny.describe("What was not paid, in CNY"),
      stillOwed: z.boolean().describe("Whether it is still owed"),
    }),
    "An allocation with unpaid instalments ended: its term is over.",
  ),
} as const;
