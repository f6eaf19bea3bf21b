import * as z from "zod";
import { decimalOut, positiveTonnes, price } from "../../shared/kernel/schemas.ts";
import { scheduleSchema } from "./terms.ts";

/** An auction as the public sees it. */
export const auction = z.object({
  auctionId: z.string(),
  terms: z.unknown().describe("The terms as announced; the shape of announceAuction's body"),
  reservePrice: decimalOut.optional().describe("Public reserve price; absent where there is none or it is confidential before the result"),
  reservePriceHash: z.string().optional().describe("SHA-256 of a confidential reserve price with its salt"),
  schedule: scheduleSchema,
  state: z.string().describe("announced, closing, cleared, failed or cancelled"),
  phase: z.string().describe("By the clock: enrolling, enrolled, bidding, closing or ended"),
  postponements: z.int().describe("How often it was postponed"),
  seedHash: z.string().describe("SHA-256 of the draw's seed, committed to at announcement"),
  manifestHash: z.string().optional().describe("SHA-256 of the sealed book"),
  resultHash: z.string().optional().describe("SHA-256 of the result"),
  outcome: z.string().optional().describe("Of clearing: cleared, no-valid-bids, negotiate or cancelled"),
  reason: z.string().optional().describe("Why it was cancelled or last postponed"),
  announcedAt: z.string(),
  endedAt: z.string().optional(),
});
/** A price step of a bid. */
export const step = z.object({ price: price.describe("CNY per tonne, on the tick"), quantity: positiveTonnes.describe("Tonnes a year") });
const placedStep = z.object({ bidId: z.string().describe("Random id of this step in the book"), price: decimalOut, quantity: decimalOut });
/** The receipt of a sealed bid, for its bidder alone. */
export const receipt = z.object({
  version: z.int().describe("Counts the bidder's quotes"),
  receivedAt: z.string().describe("Server time; all steps rank by it"),
  steps: z.array(placedStep),
  receiptHash: z.string().describe("SHA-256 over auction, enrolment, version, steps, time and salt; published after the result"),
  receiptSalt: z.string().describe("Secret salt of the hash: with it the bidder can prove that the bid was in"),
});
const awardLine = z.object({ bidId: z.string(), price: decimalOut, quantity: decimalOut, amount: decimalOut });
/** What an enrolment was awarded. */
export const award = z.object({
  lines: z.array(awardLine).describe("In rank order"),
  quantity: decimalOut.describe("Tonnes a year awarded"),
  amount: decimalOut.describe("CNY"),
  fee: decimalOut.describe("CNY, of the exchange"),
  deposit: decimalOut.describe("CNY, applied to the price"),
  payBy: z.string().describe("The award is defaulted at this instant"),
  state: z.string().describe("due, settled or defaulted"),
});
/** A member's own enrolment. */
export const enrolment = z.object({
  auctionId: z.string(),
  enrolmentId: z.string(),
  partyId: z.string(),
  siteId: z.string(),
  project: z.string(),
  tonnes: decimalOut.describe("Tonnes to buy at most; the sum of all bid steps stays within"),
  offsetRatio: decimalOut,
  deposit: decimalOut.describe("CNY held"),
  state: z.string().describe("enrolled, settled, released or defaulted"),
  enrolledAt: z.string(),
});
/** The confirmation sheet (成交确认单). */
export const confirmation = z.object({
  auctionId: z.string(),
  title: z.string(),
  documentNumber: z.string(),
  seller: z.string().describe("Pool whose reserve sold"),
  partyId: z.string(),
  partyName: z.string(),
  creditCode: z.string(),
  siteId: z.string(),
  project: z.string(),
  instrument: z.string(),
  years: z.int(),
  award,
  offsetRatio: decimalOut,
  deliveredTonnes: decimalOut.describe("To the site, whole kilograms"),
  retiredTonnes: decimalOut.describe("Retired for the offset ratio"),
  settledAt: z.string(),
});
/** The public result of an auction that has ended. */
export const bulletin = z.object({
  auctionId: z.string(),
  title: z.string(),
  outcome: z.string(),
  endedAt: z.string(),
  reason: z.string().optional(),
  clearingPrice: decimalOut.optional(),
  quantity: decimalOut.describe("On sale"),
  sold: decimalOut.optional(),
  unsold: decimalOut.optional(),
  demand: decimalOut.optional(),
  coverRatio: decimalOut.optional(),
  turnover: decimalOut.optional().describe("Sum of all awards in CNY"),
  topPrice: decimalOut.optional(),
  bidders: z.int().optional().describe("Enrolled bidders with a bid"),
  winners: z.array(z.object({ partyName: z.string(), quantity: decimalOut, amount: decimalOut })).optional(),
  reservePrice: decimalOut.optional().describe("Also the confidential one, after a result"),
  reservePriceSalt: z.string().optional().describe("With it the committed hash can be recomputed"),
  drawSeed: z.string().optional().describe("Hashes to the committed seed hash"),
  receiptHashes: z.array(z.string()).optional().describe("Salted receipt hashes of all bids in the book, sorted"),
  manifestHash: z.string().optional(),
  resultHash: z.string().optional(),
});
