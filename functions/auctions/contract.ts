import * as z from "zod";
import { factSchema } from "../../shared/kernel/fact.ts";
import { dayOut, field, instantOut } from "../../shared/kernel/fields.ts";
import { count, sha256Hex, yearOut } from "../../shared/kernel/schemas.ts";
import { pollutantCodeOut, poolIdOut } from "../../shared/permits/pools.ts";
import { publishedPart } from "../../shared/records/published.ts";
import { enrolmentEndpoints } from "./contract-enrolments.ts";
import { listEndpoints } from "./contract-lists.ts";
import { auctionObjection, objectionEndpoints } from "./contract-objections.ts";
import { resultEndpoints } from "./contract-results.ts";
import { saleEndpoints } from "./contract-sale.ts";
import { auctionField, awardLine, deliveryFields, tradeFields } from "./shapes.ts";
import { exceptionsUsed } from "./shapes-eligibility.ts";
import { scheduleSchema, sellerSchema } from "./terms.ts";
import { auctionOutcome, pledgedSaleOutcome, releaseReason } from "./vocabulary.ts";

/** The endpoints of auctions. */
export const auctionsEndpoints = {
  ...saleEndpoints,
  ...enrolmentEndpoints,
  ...listEndpoints,
  ...resultEndpoints,
  ...objectionEndpoints,
} as const;

const schedule = scheduleSchema.describe("When enrolment ends, bidding opens and closes");
const ended = {
  auctionId: auctionField.auctionId,
  title: auctionField.title,
  documentNumber: field.documentNumber.describe("Number of the public announcement"),
  pollutant: pollutantCodeOut,
  pool: poolIdOut,
  instrument: field.instrument,
  enforcementId: auctionField.enforcementId.optional(),
};
const ofEnrolment = {
  auctionId: auctionField.auctionId,
  enrolmentId: auctionField.enrolmentId,
  partyId: field.partyId,
  title: auctionField.title,
};

const awarded = {
  lines: z.array(awardLine).describe("Price lines in rank order"),
  quantity: field.tonnes.describe("Tonnes awarded"),
  amount: field.cny.describe("Price of all lines in CNY"),
  fee: field.cny.describe("Fee of the exchange in CNY"),
};

const { partyId, partyName, grounds, evidenceSha256, raisedAt } = auctionObjection.shape;
const raised = { partyId, partyName, grounds, raisedAt };

/** The facts of auctions; quantities and money are decimal strings. */
export const auctionsFacts = {
  auctionAnnounced: factSchema(
    "auction-announced",
    1,
    z.object({
      ...ended,
      seller: sellerSchema.describe("Legal owner of what is sold"),
      quantity: field.tonnes,
      years: count.describe("Price multiplier"),
      basePrice: auctionField.pricePerTonne,
      reservePrice: auctionField.pricePerTonne.optional().describe("Public reserve price in CNY per tonne; absent if there is none"),
      reservePriceDocument: auctionField.reservePriceDocument.optional(),
      schedule,
      seedHash: sha256Hex.describe("SHA-256 of the seed of the draw"),
      reservePriceHash: sha256Hex
        .optional()
        .describe("SHA-256 of a confidential reserve price with its salt; absent where there is none, and in old facts"),
    }),
    "A sale was announced: its terms are now fixed. Where the reserve sells, its supply has left it.",
  ),
  auctionPostponed: factSchema(
    "auction-postponed",
    1,
    z.object({ ...ended, schedule, reason: field.reason }),
    "An auction that has not closed got a new schedule; bids stay sealed and valid.",
  ),
  auctionCancelled: factSchema(
    "auction-cancelled",
    1,
    z.object({ ...ended, reason: field.reason }),
    "An auction was cancelled before its close: bids stay sealed for good.",
  ),
  auctionCleared: factSchema(
    "auction-cleared",
    1,
    z.object({
      ...ended,
      clearingPrice: auctionField.pricePerTonne,
      sold: field.tonnes,
      unsold: field.tonnes,
      turnover: field.cny,
      winners: count.describe("Enrolments with an award"),
      manifestHash: auctionField.manifestHash,
      resultHash: auctionField.resultHash,
    }),
    "An auction was cleared and its awards are made; settlement starts from here.",
  ),
  auctionFailed: factSchema(
    "auction-failed",
    1,
    z.object({
      ...ended,
      outcome: auctionOutcome.exclude(["cleared"]).describe("Why nothing was sold"),
      manifestHash: auctionField.manifestHash,
      resultHash: auctionField.resultHash,
    }),
    "An auction closed without a sale: the lot is back in the reserve, or stays pledged.",
  ),
  enrolmentMade: factSchema(
    "enrolment-made",
    1,
    z.object({
      ...tradeFields,
      limitExceptions: exceptionsUsed.optional(),
    }),
    "A member enrolled in an auction; its need and its deposit are held.",
  ),
  enrolmentWithdrawn: factSchema(
    "enrolment-withdrawn",
    1,
    z.object(tradeFields),
    "A member withdrew its enrolment before enrolment ended; need and deposit are free again.",
  ),
  enrolmentPostponed: factSchema(
    "enrolment-postponed",
    1,
    z.object({ ...ofEnrolment, ...scheduleSchema.shape, reason: field.reason }),
    "The schedule of an auction in which a member is enrolled has changed.",
  ),
  awardDue: factSchema(
    "award-due",
    1,
    z.object({ ...tradeFields, ...awarded, toPay: field.cny.describe("What the deposit does not cover"), payBy: auctionField.payBy }),
    "A winner's cash did not cover its award when the auction cleared: it is payable until `payBy`, and in default once that bank day is closed.",
  ),
  awardDeadlineMoved: factSchema(
    "award-deadline-moved",
    1,
    z.object({
      ...tradeFields,
      ...awarded,
      payBy: auctionField.payBy,
      previousPayBy: instantOut("Deadline before"),
      calendars: z
        .array(z.object({ year: yearOut, version: count.describe("Version of its notice; 0 for none") }))
        .describe("Calendars that the deadline counts by"),
    }),
    "The notice of a year gave a winner more time to pay.",
  ),
  awardSettled: factSchema(
    "award-settled",
    1,
    z.object({
      ...tradeFields,
      ...awarded,
      ...deliveryFields,
      published: z.array(publishedPart).optional().describe("What of it everybody may read, as the terms announced; absent in old facts"),
    }),
    "An award was paid and its permits were delivered, in one step.",
  ),
  awardDefaulted: factSchema(
    "award-defaulted",
    1,
    z.object({
      ...tradeFields,
      ...awarded,
      payBy: auctionField.payBy,
      bankDay: dayOut("Last bank day on which the price could be paid"),
      forfeited: field.cny.describe("Deposit that went to the treasury, or to the proceeds of a pledge"),
    }),
    "The bank day of the deadline was closed and no money credited in time covered the award: it is void and the deposit forfeited.",
  ),
  pledgedSaleEnded: factSchema(
    "pledged-sale-ended",
    1,
    z.object({
      ...ended,
      enforcementId: auctionField.enforcementId,
      outcome: pledgedSaleOutcome,
      settledTonnes: field.tonnes.describe("Tonnes that were paid and delivered"),
      returnedTonnes: field.tonnes.describe("Tonnes of awards in default: they wait in the escrow of the auction"),
      proceedsCny: field.cny.describe("Prices that were paid"),
      forfeitedCny: field.cny.describe("Deposits of winners in default"),
    }),
    "The sale of a pledge's tonnes is over: every award is settled or in default, or there is none. Its money waits to be paid out.",
  ),
  enrolmentReleased: factSchema(
    "enrolment-released",
    1,
    z.object({
      ...tradeFields,
      reason: releaseReason,
      excludedFor: auctionField.excludedFor.optional(),
    }),
    "An enrolment ended without an award; need and deposit are free again.",
  ),
  resultObjectionRaised: factSchema(
    "result-objection-raised",
    1,
    z.object({ ...ended, ...raised, evidenceSha256 }),
    "A member that was enrolled in an auction objected to its result.",
  ),
  resultObjectionAnswered: factSchema(
    "result-objection-answered",
    1,
    z.object({
      ...ended,
      ...raised,
      state: auctionObjection.shape.state,
      reason: field.reason,
      answerDocument: field.documentNumber.describe("Document of the answer"),
      answeredAt: instantOut("When it was answered"),
    }),
    "An objection to the result of an auction was answered; the result stays as it was cleared.",
  ),
};

/** One auction; the message of queue `closings`. */
export const auctionReference = z.object({ auctionId: auctionField.auctionId });
/** See the schema. */
export type AuctionReference = z.infer<typeof auctionReference>;
/** One enrolment of an auction; the message of queues `settlements` and `deadlines`. */
export const enrolmentReference = z.object({ auctionId: auctionField.auctionId, enrolmentId: auctionField.enrolmentId });
/** See the schema. */
export type EnrolmentReference = z.infer<typeof enrolmentReference>;
