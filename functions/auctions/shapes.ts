import * as z from "zod";
import { exclusionGround } from "../../shared/auctions/exclusion-grounds.ts";
import { areaCodeOut } from "../../shared/kernel/areas.ts";
import { dayOut, field, instantOut } from "../../shared/kernel/fields.ts";
import { component, count, decimalOut, id, positiveTonnes, price, sha256Hex, yearOut } from "../../shared/kernel/schemas.ts";
import { offsetGroundOut } from "../../shared/permits/offset-grounds.ts";
import { pollutantCodeOut, poolIdOut } from "../../shared/permits/pools.ts";
import { scheduleSchema, sellerSchema, termsSchema } from "./terms.ts";
import { auctionOutcome, auctionPhase, auctionState, awardState, enrolmentState } from "./vocabulary.ts";

/** Path of an auction. */
export const auctionParams = z.object({ auctionId: id });
/** Path of an enrolment. */
export const enrolmentParams = auctionParams.extend({ enrolmentId: id });

/** Fields that mean the same in all responses and facts of auctions. */
export const auctionField = {
  payBy: instantOut("The award is payable until then, and in default once the bank day of the deadline is closed"),
  auctionId: z.string().describe("Auction"),
  enforcementId: z.string().describe("Enforcement of a pledge whose tonnes are sold; absent where the reserve sells"),
  enrolmentId: z.string().describe("Enrolment: one member, project and auction"),
  bidId: z.string().describe("Random id of one price step of a bid"),
  title: z.string().describe("Title of the sale"),
  pricePerTonne: decimalOut.describe("CNY per tonne, decimal string"),
  excludedFor: z
    .array(exclusionGround)
    .describe(
      "Exclusion lists that the member was on when the book was sealed, and its standing if it was not admitted: its bid was left out",
    ),
  reservePriceDocument: z.string().describe("Document that allows the reserve price to be below the base price"),
  manifestHash: sha256Hex.describe("SHA-256 of the sealed book"),
  resultHash: sha256Hex.describe("SHA-256 of the result"),
} as const;

/** An auction as the public sees it. */
export const auction = component("Auction", {
  auctionId: auctionField.auctionId,
  terms: termsSchema.describe("The terms as announced"),
  reservePrice: decimalOut.optional().describe("Public reserve price; absent where there is none or it is confidential before the result"),
  reservePriceDocument: auctionField.reservePriceDocument.optional(),
  reservePriceHash: sha256Hex.optional().describe("SHA-256 of a confidential reserve price with its salt"),
  schedule: scheduleSchema.describe("When enrolment ends, bidding opens and closes"),
  state: auctionState,
  phase: auctionPhase,
  postponements: count.describe("How often it was postponed"),
  seedHash: sha256Hex.describe("SHA-256 of the draw's seed, committed to at announcement"),
  manifestHash: sha256Hex.optional().describe("SHA-256 of the sealed book"),
  resultHash: sha256Hex.optional().describe("SHA-256 of the result; absent while a confidential reserve price could be guessed from it"),
  outcome: auctionOutcome.optional().describe("Outcome of clearing; absent before"),
  reason: z.string().optional().describe("Why it was cancelled or last postponed"),
  provisionalDeadlines: z
    .array(
      component("ProvisionalDeadline", {
        deadline: z.enum(["payment"]).describe("What has to be done by then"),
        at: instantOut("The deadline as far as it is known, for a result at the close"),
        years: z.array(yearOut).describe("Years whose notice is not published: it may move the deadline"),
      }),
    )
    .describe("Deadlines that rest on a provisional calendar: they may move later, never earlier, when the year's notice is published"),
  announcedAt: instantOut("When it was announced"),
  endedAt: instantOut("When it cleared, failed or was cancelled").optional(),
});
/** A price step of a bid. */
export const step = component("BidStep", {
  price: price.describe("CNY per tonne, on the tick"),
  quantity: positiveTonnes.describe("Tonnes a year"),
});
const placedStep = component("PlacedBidStep", {
  bidId: z.string().describe("Random id of this step in the book"),
  price: auctionField.pricePerTonne,
  quantity: field.tonnes,
});
/** The receipt of a sealed bid, for its bidder alone. */
export const receipt = component("BidReceipt", {
  version: count.describe("Number of the bidder's quote"),
  receivedAt: instantOut("Server time; all steps rank by it"),
  steps: z.array(placedStep).describe("As recorded in the book"),
  receiptHash: sha256Hex.describe("SHA-256 over auction, enrolment, version, steps, time and salt; published after the result"),
  receiptSalt: z
    .string()
    .describe("Secret salt of the hash: lets the bidder prove that the bid was in the book. After the close the sealed book holds it too"),
});
/** What every fact about an enrolment and the confirmation sheet say of a trade; names and numbers as of the enrolment. */
export const tradeFields = {
  auctionId: auctionField.auctionId,
  title: auctionField.title,
  documentNumber: field.documentNumber.describe("Number of the public announcement"),
  seller: sellerSchema.describe("Legal owner of what is sold"),
  sellerId: field.partyId.optional().describe("Member that sells; absent where the reserve does"),
  betweenAssociates: z.boolean().describe("Whether buyer and seller were associates of each other at the enrolment"),
  enforcementId: auctionField.enforcementId.optional(),
  pollutant: pollutantCodeOut,
  pool: poolIdOut,
  poolArea: areaCodeOut.describe("Area of the regulators responsible for the pool"),
  instrument: field.instrument.describe("Permits on sale: pollutant, pool, first and last month"),
  years: count.describe("Price multiplier"),
  basePrice: auctionField.pricePerTonne.describe("Published base price in CNY per tonne"),
  enrolmentId: auctionField.enrolmentId,
  partyId: field.partyId,
  partyName: field.partyName,
  creditCode: field.creditCode,
  siteId: field.siteId,
  siteName: z.string().describe("Name of the site"),
  siteArea: areaCodeOut.describe("Area of the site"),
  licenceNumber: field.licenceNumber,
  project: field.project,
  projectName: z.string().describe("Name of the project as approved"),
  eiaNumber: z.string().describe("Number of the decision on the project's environmental impact assessment"),
  letterNumber: z.string().describe("Number of the letter that certified the need"),
  letterDate: dayOut("Day of the letter"),
  offsetRatio: decimalOut.describe("Tonnes bought for each tonne delivered"),
  offsetGround: offsetGroundOut,
  tonnes: decimalOut.describe("Maximum tonnes to buy"),
  deposit: decimalOut.describe("CNY held as the deposit"),
};
/** One step of a winning bid and what it won. */
export const awardLine = component("AwardLine", {
  bidId: auctionField.bidId,
  price: auctionField.pricePerTonne,
  quantity: field.tonnes,
  amount: field.cny,
});
/** What an enrolment was awarded. */
export const award = component("Award", {
  lines: z.array(awardLine).describe("In rank order"),
  quantity: decimalOut.describe("Tonnes a year awarded"),
  amount: decimalOut.describe("CNY"),
  fee: decimalOut.describe("Fee of the exchange in CNY"),
  deposit: decimalOut.describe("CNY, applied to the price"),
  payBy: auctionField.payBy,
  state: awardState,
});
/** A member's own enrolment. */
export const enrolment = component("Enrolment", {
  auctionId: auctionField.auctionId,
  enrolmentId: auctionField.enrolmentId,
  partyId: field.partyId,
  siteId: field.siteId,
  project: field.project,
  tonnes: decimalOut.describe("Maximum tonnes to buy; upper limit for the sum of all bid steps"),
  offsetRatio: decimalOut.describe("Tonnes bought for each tonne delivered"),
  deposit: decimalOut.describe("CNY held"),
  state: enrolmentState,
  enrolledAt: instantOut("When it enrolled"),
  excludedFor: auctionField.excludedFor.optional(),
});
/** What identifies a delivery for good. */
export const deliveryFields = {
  blockReference: z
    .string()
    .describe("Reference of the delivered block, never used again: pollutant, pool, term, auction and place of the award in it"),
  confirmationNumber: z.string().describe("Number of the confirmation sheet (成交确认单)"),
  tradeDate: dayOut("Day of the result in Asia/Shanghai"),
  deliveredTonnes: decimalOut.describe("To the site, whole kilograms"),
  retiredTonnes: decimalOut.describe("Retired for the offset ratio"),
};
/** The confirmation sheet (成交确认单). */
export const confirmation = component("Confirmation", {
  ...tradeFields,
  ...deliveryFields,
  award: award.describe("What was won"),
  settledAt: instantOut("When it was paid and delivered"),
});
/** The public result of an auction that has ended. */
export const bulletin = component("Bulletin", {
  auctionId: auctionField.auctionId,
  title: auctionField.title,
  outcome: auctionOutcome,
  endedAt: instantOut("When it cleared, failed or was cancelled"),
  reason: z.string().optional().describe("Why it was cancelled"),
  clearingPrice: auctionField.pricePerTonne.optional(),
  quantity: decimalOut.describe("On sale"),
  sold: field.tonnes.optional(),
  unsold: field.tonnes.optional(),
  demand: field.tonnes.optional().describe("Tonnes of all valid bids; absent if nothing was sold and the reserve price stays confidential"),
  coverRatio: decimalOut.optional().describe("Demand divided by quantity, two decimals"),
  turnover: decimalOut.optional().describe("Sum of all awards in CNY"),
  topPrice: auctionField.pricePerTonne.optional(),
  bidders: count.optional().describe("Members with a bid, without those left out"),
  excludedBidders: count
    .optional()
    .describe("Bidders whose bids were left out, because they were on an exclusion list or suspended when the book was sealed"),
  winners: z
    .array(component("Winner", { partyName: field.partyName.optional(), quantity: field.tonnes.optional(), amount: field.cny.optional() }))
    .optional()
    .describe("Winners with the total they won, as far as the terms announced that it is published"),
  reservePrice: decimalOut
    .optional()
    .describe("Reserve price; a confidential one after a sale, and after a failed sale only if the terms said so"),
  reservePriceDocument: auctionField.reservePriceDocument.optional(),
  reservePriceSalt: z.string().optional().describe("Salt to recompute the committed hash"),
  drawSeed: z.string().optional().describe("Hashes to the committed seed hash"),
  receiptHashes: z.array(sha256Hex).optional().describe("Salted receipt hashes of all bids in the book, those left out included, sorted"),
  manifestHash: auctionField.manifestHash.optional(),
  resultHash: auctionField.resultHash.optional(),
});
