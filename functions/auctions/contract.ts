import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factSchema } from "../../shared/kernel/fact.ts";
import { field, instantOut } from "../../shared/kernel/fields.ts";
import { id, instant, pageOf, pageQuery, positiveTonnes, reasonGiven } from "../../shared/kernel/schemas.ts";
import {
  auction,
  auctionField,
  award,
  awardLine,
  bulletin,
  confirmation,
  deliveryFields,
  enrolment,
  receipt,
  step,
  tradeFields,
} from "./shapes.ts";
import { reservePriceSchema, scheduleSchema, sellerSchema, termsSchema } from "./terms.ts";

const auctionParams = z.object({ auctionId: id });
const enrolmentParams = auctionParams.extend({ enrolmentId: id });
const wantedSchedule = z
  .object({
    opensAt: instant.describe("Bids are accepted from this instant"),
    enrolsUntil: instant.describe("Enrolment ends; at least ten minutes before close"),
    closesAt: instant.describe("Bids received at or after this instant do not count"),
  })
  .describe("When enrolment ends, bidding opens and closes")
  .meta({ id: "WantedSchedule" });

/** The endpoints of auctions. */
export const auctionsEndpoints = {
  announceAuction: endpoint({
    operationId: "announceAuction",
    method: "POST",
    path: "/auctions",
    summary: "Announces a sale: from now on its terms are immutable and its supply has left the reserve.",
    roles: ["operator"],
    body: z.object({
      terms: termsSchema.describe("Immutable once announced"),
      schedule: wantedSchedule,
      reservePrice: reservePriceSchema.optional().describe("Price below which nothing is sold"),
    }),
    secrets: ["/reservePrice/price", "/reservePrice/documentNumber"],
    response: auction,
    refusals: [
      "schedule-invalid",
      "reserve-price-off-tick",
      "reserve-below-base",
      "term-out-of-bounds",
      "term-over",
      "no-headroom",
      "reserve-too-small",
    ],
  }),
  listAuctions: endpoint({
    operationId: "listAuctions",
    method: "GET",
    path: "/auctions",
    summary: "Lists auctions, latest announcement first.",
    roles: ["public"],
    query: pageQuery,
    response: pageOf(auction),
    refusals: [],
  }),
  readAuction: endpoint({
    operationId: "readAuction",
    method: "GET",
    path: "/auctions/{auctionId}",
    summary: "Reads an auction.",
    roles: ["public"],
    params: auctionParams,
    response: auction,
    refusals: [],
  }),
  postponeAuction: endpoint({
    operationId: "postponeAuction",
    method: "PUT",
    path: "/auctions/{auctionId}/schedule",
    summary: "Postpones an auction that has not closed; bids stay sealed and valid.",
    roles: ["operator"],
    secondPerson: { always: ["operator"] },
    params: auctionParams,
    body: z.object({ schedule: wantedSchedule, reason: reasonGiven }),
    response: auction,
    refusals: ["auction-not-running", "schedule-invalid", "term-over"],
  }),
  cancelAuction: endpoint({
    operationId: "cancelAuction",
    method: "POST",
    path: "/auctions/{auctionId}/cancellation",
    summary: "Cancels an auction that has not closed: bids stay sealed for good, needs and deposits are released.",
    roles: ["operator"],
    secondPerson: { always: ["operator"] },
    params: auctionParams,
    body: z.object({ reason: reasonGiven }),
    response: auction,
    refusals: ["auction-not-running"],
  }),
  enrol: endpoint({
    operationId: "enrol",
    method: "POST",
    path: "/auctions/{auctionId}/enrolments",
    summary: "Enrols with a certified need: holds the need and the deposit. Once per member, project and auction.",
    roles: ["enterprise"],
    params: auctionParams,
    body: z.object({ siteId: id, project: id, tonnes: positiveTonnes.describe("Maximum tonnes to buy") }),
    response: enrolment,
    refusals: [
      "auction-not-running",
      "enrolment-closed",
      "member-excluded",
      "site-not-confirmed",
      "licence-expired",
      "lot-not-for-site",
      "need-not-for-site",
      "off-step",
      "above-lot",
      "need-too-small",
      "deposit-not-covered",
      "already-enrolled",
    ],
  }),
  withdrawEnrolment: endpoint({
    operationId: "withdrawEnrolment",
    method: "POST",
    path: "/auctions/{auctionId}/enrolments/{enrolmentId}/withdrawal",
    summary:
      "Withdraws one of the caller's enrolments until enrolment ends: need and deposit are free again, and its bid is gone. After a bid under the rule `free` only. Enrolling again is possible.",
    roles: ["enterprise"],
    // With the enrolment goes its bid, which two persons made.
    secondPerson: { choice: "bids" },
    params: enrolmentParams,
    response: enrolment,
    refusals: ["auction-not-running", "enrolment-closed", "not-enrolled", "revision-not-allowed"],
  }),
  readOwnEnrolment: endpoint({
    operationId: "readOwnEnrolment",
    method: "GET",
    path: "/auctions/{auctionId}/enrolments/{enrolmentId}",
    summary: "Reads one of the caller's own enrolments, and what it was awarded after the result.",
    roles: ["enterprise"],
    params: enrolmentParams,
    response: enrolment.extend({ award: award.optional().describe("The award; absent before the result and when nothing was won") }),
    refusals: [],
  }),
  listOwnEnrolments: endpoint({
    operationId: "listOwnEnrolments",
    method: "GET",
    path: "/auctions/own/enrolments",
    summary: "Lists the caller's own enrolments, those of the latest auction first; may lag by a second.",
    roles: ["enterprise"],
    query: pageQuery.extend({ auctionId: id.optional().describe("Only those of this auction") }),
    response: pageOf(enrolment),
    refusals: [],
  }),
  submitBid: endpoint({
    operationId: "submitBid",
    method: "PUT",
    path: "/auctions/{auctionId}/enrolments/{enrolmentId}/bid",
    summary:
      "Replaces the sealed bid of one of the caller's enrolments; a new version gives all its steps a new time. Empty steps withdraw the bid, under the rule `free` only.",
    roles: ["enterprise"],
    secondPerson: { choice: "bids" },
    params: enrolmentParams,
    body: z.object({ steps: z.array(step).max(20).describe("All steps of the new bid; empty withdraws it") }),
    response: receipt,
    refusals: [
      "auction-not-running",
      "auction-not-open",
      "not-enrolled",
      "too-many-steps",
      "off-tick",
      "off-step",
      "below-reserve-price",
      "above-enrolled-tonnes",
      "revision-not-allowed",
      "too-many-quotes",
      "bid-lowered",
    ],
  }),
  readOwnBid: endpoint({
    operationId: "readOwnBid",
    method: "GET",
    path: "/auctions/{auctionId}/enrolments/{enrolmentId}/bid",
    summary: "Reads the caller's own latest bid with its receipt.",
    roles: ["enterprise"],
    params: enrolmentParams,
    response: receipt,
    refusals: [],
  }),
  listDues: endpoint({
    operationId: "listDues",
    method: "GET",
    path: "/auctions/own/dues",
    summary: "Lists the caller's unpaid awards, the earliest deadline first.",
    roles: ["enterprise"],
    query: pageQuery,
    response: pageOf(
      z.object({
        auctionId: auctionField.auctionId,
        enrolmentId: auctionField.enrolmentId,
        toPay: field.cny,
        payBy: instantOut("The award is payable until then, and in default once the bank day of the deadline is closed"),
      }),
    ),
    refusals: [],
  }),
  payAward: endpoint({
    operationId: "payAward",
    method: "POST",
    path: "/auctions/{auctionId}/enrolments/{enrolmentId}/payment",
    summary: "Pays the award of one of the caller's enrolments out of its cash: delivery versus payment, all or nothing.",
    roles: ["enterprise"],
    params: enrolmentParams,
    response: award,
    refusals: ["nothing-due", "payment-overdue", "cash-not-covered"],
  }),
  readConfirmation: endpoint({
    operationId: "readConfirmation",
    method: "GET",
    path: "/auctions/{auctionId}/enrolments/{enrolmentId}/confirmation",
    summary:
      "Reads the confirmation sheet (成交确认单) of a settled award: enterprises their own, authorities those of the lot's and of the site's area.",
    roles: ["enterprise", "operator", "regulator", "district"],
    params: enrolmentParams,
    response: confirmation,
    refusals: ["not-settled"],
  }),
  readBulletin: endpoint({
    operationId: "readBulletin",
    method: "GET",
    path: "/auctions/{auctionId}/bulletin",
    summary: "Reads the public result of an auction that has ended.",
    roles: ["public"],
    params: auctionParams,
    response: bulletin,
    refusals: ["not-ended"],
  }),
  readBook: endpoint({
    operationId: "readBook",
    method: "GET",
    path: "/auctions/{auctionId}/book",
    summary: "Reads the sealed book and the result after close, as the texts that were hashed: clearing the book gives the same bytes.",
    roles: ["operator", "regulator"],
    params: auctionParams,
    response: z.object({
      manifest: z.string().describe("Canonical JSON; its member `clearing` is the input of `ecovalue clear`"),
      manifestHash: auctionField.manifestHash,
      result: z.string().describe("What `ecovalue clear` prints"),
      resultHash: auctionField.resultHash,
    }),
    refusals: ["not-ended", "book-too-large"],
  }),
} as const;

const schedule = scheduleSchema.describe("When enrolment ends, bidding opens and closes");
const ended = {
  auctionId: auctionField.auctionId,
  title: auctionField.title,
  documentNumber: field.documentNumber.describe("Number of the public announcement"),
  pollutant: field.pollutant,
  pool: field.pool,
  instrument: field.instrument,
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
const payBy = instantOut("The award is payable until then, and in default once the bank day of the deadline is closed");

/** The facts of auctions; quantities and money are decimal strings. */
export const auctionsFacts = {
  auctionAnnounced: factSchema(
    "auction-announced",
    1,
    z.object({
      ...ended,
      seller: sellerSchema.describe("Legal owner of the reserve that sells"),
      quantity: field.tonnes,
      years: z.int().describe("Price multiplier"),
      basePrice: auctionField.pricePerTonne,
      reservePrice: auctionField.pricePerTonne.optional().describe("Public reserve price in CNY per tonne; absent if there is none"),
      reservePriceDocument: auctionField.reservePriceDocument.optional(),
      schedule,
      seedHash: z.string().describe("SHA-256 of the seed of the draw"),
    }),
    "A sale was announced: its terms are now fixed and its supply has left the reserve.",
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
      winners: z.int().describe("Enrolments with an award"),
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
      outcome: z.string().describe("no-valid-bids, negotiate or cancelled"),
      manifestHash: auctionField.manifestHash,
      resultHash: auctionField.resultHash,
    }),
    "An auction closed without a sale, and the lot is back in the reserve.",
  ),
  enrolmentMade: factSchema(
    "enrolment-made",
    1,
    z.object(tradeFields),
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
    z.object({ ...tradeFields, ...awarded, toPay: field.cny.describe("What the deposit does not cover"), payBy }),
    "A winner's cash did not cover its award when the auction cleared: it is payable until `payBy`, and in default once that bank day is closed.",
  ),
  awardDeadlineMoved: factSchema(
    "award-deadline-moved",
    1,
    z.object({
      ...tradeFields,
      ...awarded,
      payBy,
      previousPayBy: instantOut("Deadline before"),
      calendars: z
        .array(z.object({ year: z.int().describe("Calendar year"), version: z.int().describe("Version of its notice; 0 for none") }))
        .describe("Calendars that the deadline counts by"),
    }),
    "The notice of a year gave a winner more time to pay.",
  ),
  awardSettled: factSchema(
    "award-settled",
    1,
    z.object({ ...tradeFields, ...awarded, ...deliveryFields }),
    "An award was paid and its permits were delivered, in one step.",
  ),
  awardDefaulted: factSchema(
    "award-defaulted",
    1,
    z.object({
      ...tradeFields,
      ...awarded,
      payBy,
      bankDay: z.string().describe("Last bank day on which the price could be paid, YYYY-MM-DD"),
      forfeited: field.cny.describe("Deposit that went to the treasury"),
    }),
    "The bank day of the deadline was closed and no money credited in time covered the award: it is void and the deposit forfeited.",
  ),
  enrolmentReleased: factSchema(
    "enrolment-released",
    1,
    z.object({
      ...tradeFields,
      reason: z.string().describe("no-award, excluded, cancelled, or the outcome of a clearing without sale"),
      excludedFor: auctionField.excludedFor.optional(),
    }),
    "An enrolment ended without an award; need and deposit are free again.",
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
