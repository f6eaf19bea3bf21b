import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { dayOut, field, instantOut } from "../../../shared/kernel/fields.ts";
import {
  component,
  instant,
  pageOf,
  pageQuery,
  plainDate,
  positiveCny,
  sha256Hex,
  shortText,
  words,
} from "../../../shared/kernel/schemas.ts";
import { ofBank, pledgePath } from "../pledges/endpoint-parts.ts";
import { placeOut, pledgeIdOut, pledgeParams, pledgeRead, pledgeStated } from "../pledges/shapes.ts";
import { filedMembers } from "./differences.ts";

const creditCode = z.string().min(1).max(40);
const loanNumber = shortText.max(80).describe("Number of the loan or of the payment at the bank");

/** What the unified registry shows of a registration, as input. */
export const filingShown = {
  at: instant.describe("Time of the registration there; not after now"),
  until: plainDate.describe("Last day of the registration there"),
  proofSha256: sha256Hex.describe("SHA-256 of the registry's proof"),
  amountCny: positiveCny.describe("Amount that the registry shows, in CNY"),
  bankCreditCode: creditCode.describe("Secured party that the registry shows"),
  pledgorCreditCode: creditCode.describe("Pledgor that the registry shows"),
  pledgorName: shortText.describe("Name of the pledgor that the registry shows"),
} as const;

/** The endpoints of filing. */
export const filingEndpoints = {
  filePledge: endpoint({
    ...ofBank,
    operationId: "filePledge",
    method: "POST",
    path: `${pledgePath}/filings`,
    summary:
      "Records the filing of a registered pledge with the unified registry, as its proof shows it; what differs is told to both sides.",
    params: pledgeParams,
    body: z.object({
      number: shortText.max(60).describe("Number of the registration there"),
      ...filingShown,
    }),
    response: pledgeRead,
    refusals: ["wrong-state", "filed-in-future", "day-out-of-order", "filing-term-outside", "filing-number-used"],
  }),
  recordDisbursement: endpoint({
    ...ofBank,
    operationId: "recordDisbursement",
    method: "POST",
    path: `${pledgePath}/disbursements`,
    summary: "Records that money was lent: only once the pledge is filed; several times only up to a maximum amount.",
    params: pledgeParams,
    body: z.object({
      amountCny: positiveCny.describe("What was disbursed in CNY"),
      disbursedOn: plainDate.describe("Day of the disbursement; not before the filing, not after today"),
      loanNumber,
    }),
    response: pledgeRead,
    refusals: ["wrong-state", "not-filed", "already-disbursed", "disbursed-above-amount", "day-out-of-order"],
  }),
  recordRepayment: endpoint({
    ...ofBank,
    operationId: "recordRepayment",
    method: "POST",
    path: `${pledgePath}/repayments`,
    summary: "Records a repayment. Once all is repaid, the pledge is to be cancelled within the days of the registry's rules.",
    params: pledgeParams,
    body: z.object({
      amountCny: positiveCny.describe("What was repaid in CNY"),
      repaidOn: plainDate.describe("Day of the repayment; not before the disbursement, not after today"),
      loanNumber,
    }),
    response: pledgeRead,
    refusals: ["wrong-state", "repaid-above-owed", "day-out-of-order"],
  }),
  listOverdueCancellations: endpoint({
    operationId: "listOverdueCancellations",
    method: "GET",
    path: "/collateral/overdue-cancellations",
    summary: "Lists repaid pledges whose cancellation is overdue, the longest first: those of the calling bank, or those of an area.",
    roles: ["bank", "regulator", "district", "operator"],
    query: pageQuery.extend({
      area: areaCode.optional().describe("For authorities: only this area and its sub-areas; their own area by default"),
    }),
    response: pageOf(
      component("OverdueCancellation", {
        pledgeId: pledgeIdOut,
        bankId: field.partyId.describe("Bank"),
        bankName: field.partyName,
        pledgorName: field.partyName,
        registrationNumber: z.string().describe("Number of its registration here"),
        repaidOn: dayOut("Day on which all was repaid"),
        cancelBy: instantOut("First instant at which the cancellation is overdue"),
      }),
    ),
    refusals: [],
  }),
} as const;

/** The facts of filing. */
export const filingFacts = {
  pledgeFiled: factSchema(
    "pledge-filed",
    1,
    z.object({
      ...pledgeStated,
      filed: placeOut.describe("Its place in the unified registry"),
      until: dayOut("Last day of the registration there"),
    }),
    "A pledge was filed with the unified registry.",
  ),
  filingDiffers: factSchema(
    "pledge-filing-differs",
    1,
    z.object({
      ...pledgeStated,
      filed: placeOut.describe("Its place in the unified registry"),
      differing: z.array(words("FiledMember", filedMembers, "Member that differs")).describe("What the registry shows otherwise"),
    }),
    "What the unified registry shows of a pledge differs from what is registered here.",
  ),
  pledgeDisbursed: factSchema(
    "pledge-disbursed",
    1,
    z.object({
      ...pledgeStated,
      disbursedCny: field.cny,
      disbursedOn: dayOut("Day of the disbursement"),
      loanNumber: z.string().describe("Loan"),
    }),
    "A bank lent money on a pledge.",
  ),
  repaymentRecorded: factSchema(
    "pledge-repayment-recorded",
    1,
    z.object({
      ...pledgeStated,
      repaidCny: field.cny.describe("This repayment in CNY"),
      repaidOn: dayOut("Day of the repayment"),
      owedCny: field.cny.describe("What is still owed in CNY"),
      cancelBy: instantOut("First instant at which the cancellation is overdue; absent while something is owed").optional(),
    }),
    "A repayment was recorded on a pledge.",
  ),
  cancellationOverdue: factSchema(
    "pledge-cancellation-overdue",
    1,
    z.object({ ...pledgeStated, repaidOn: dayOut("Day on which all was repaid"), cancelBy: instantOut("Since when it is overdue") }),
    "A repaid pledge was not cancelled in time.",
  ),
} as const;
