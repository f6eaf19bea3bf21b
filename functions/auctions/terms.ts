import * as z from "zod";
import { isMultiple } from "../../shared/kernel/decimal.ts";
import { instantOut } from "../../shared/kernel/fields.ts";
import { message } from "../../shared/kernel/message.ts";
import {
  component,
  documentReference,
  id,
  positiveCny,
  positiveTonnes,
  price,
  ratio,
  shortText,
  wholeNumber,
  yearMonth,
} from "../../shared/kernel/schemas.ts";
import { creditCodeFault } from "../../shared/members/credit-code.ts";
import { sourceClass } from "../../shared/members/vocabulary.ts";
import { fitsPool, pollutantCode, poolId, pools } from "../../shared/permits/pools.ts";
import { publishedPart, publishedParts } from "../../shared/records/published.ts";

const share = ratio.refine((value) => value.lte(1), message("须不大于 1", "must be at most 1"));

/** What is sold: permits of one pollutant in one pool with one term (Hubei's trading limits 2 to 4 define who may buy them). */
export const lotSchema = component("Lot", {
  pollutant: pollutantCode,
  pool: poolId,
  firstMonth: yearMonth.describe("First month of the term"),
  lastMonth: yearMonth.describe("Last month of the term, included"),
  quantity: positiveTonnes.describe("Tonnes a year on sale"),
  sourceClass: sourceClass.default("industrial").describe("Source class that may buy; classes do not trade with one another"),
  thermalPower: z
    .boolean()
    .default(false)
    .describe("Air pollutants only: whether for thermal power, which does not trade with other industries"),
});

/** A legal entity that sells; printed on confirmation sheets. */
export const sellerSchema = component("Seller", {
  name: shortText.describe("Legal name"),
  creditCode: z
    .string()
    .refine(
      (code) => creditCodeFault(code) === undefined,
      message("须为有效的18位统一社会信用代码", "a valid unified social credit code of 18 characters"),
    )
    .describe("Unified social credit code, GB 32100-2015"),
});

/** How a bidder may revise a bid. */
export const revisionSchema = component("RevisionRule", {
  rule: z
    .enum(["free", "raise-only", "none"])
    .describe("free: any revision and withdrawal; raise-only: demand may never fall at any price; none: one quote"),
  maximumQuotes: wholeNumber(1, 100, { zh: "次报价", en: "quotes" }).default(10).describe("Maximum number of quotes per bidder"),
});

/**
 * The terms of a sale; immutable once announced. Every rate, base price and deadline is a term, because they differ by place and year; none
 * is a constant in code.
 */
export const termsSchema = z
  .object({
    title: shortText.describe("Title of the sale"),
    documentNumber: shortText.describe("Number of the public announcement"),
    seller: sellerSchema.describe("Legal owner of what is sold, as the announcement names it: of the reserve, or the pledgor"),
    enforcementId: id
      .optional()
      .describe("Enforcement of a pledge whose tonnes are sold, with the term that they have; the reserve sells where it is absent"),
    lot: lotSchema.describe("What is sold"),
    years: wholeNumber(1, 30, { zh: "年", en: "years" }).default(1).describe("Price multiplier, independent of the term (Hubei: 1)"),
    pricing: z.enum(["uniform", "pay-as-bid"]).describe("One price for all winners, or each its own"),
    uniformPrice: z
      .enum(["lowest-accepted", "highest-rejected"])
      .default("lowest-accepted")
      .describe("Bid that sets the price under uniform pricing"),
    basePrice: price.describe("Published base price in CNY per tonne; deposits are computed from it"),
    depositRate: share.describe("Deposit = base price x rate x quantity x years"),
    feeRate: share.describe("Fee of the exchange as a share of the amount, paid by the winner on top"),
    paymentWorkingDays: wholeNumber(1, 60, { zh: "个工作日", en: "working days" }).describe(
      "Working days after the result within which a winner pays",
    ),
    objectionWorkingDays: wholeNumber(1, 30, { zh: "个工作日", en: "working days" })
      .default(1)
      .describe(
        "Working days after the end within which a member that was enrolled may object to the result (Beijing's carbon auctions: 1)",
      ),
    priceTick: price.describe("Every price is a multiple of it"),
    quantityStep: positiveTonnes.describe("Every quantity is a multiple of it"),
    ties: z.enum(["time", "draw", "pro-rata"]).default("time").describe("What decides between equal prices"),
    undersubscribed: z
      .enum(["sell-partial", "cancel"])
      .default("sell-partial")
      .describe("What happens when demand stays below the quantity"),
    publishReserveAfterFailure: z
      .boolean()
      .default(false)
      .describe("Whether a confidential reserve price is published even if nothing is sold; after a sale it always is"),
    publishes: z
      .array(publishedPart)
      .max(publishedParts.length)
      .refine((parts) => new Set(parts).size === parts.length, message("不得重复", "each once"))
      .default([...publishedParts])
      .describe(
        "What of each trade everybody may read after the result, in the bulletin and in the records; all when absent. Totals and the clearing price of the sale are always published",
      ),
    minimumBidders: z.int().min(1).default(2).describe("Minimum number of bidders; associated companies count once"),
    bidderLimit: z
      .object({
        shareOfQuantity: share.optional().describe("Share of the announced quantity"),
        quantity: positiveTonnes.optional().describe("Tonnes a year; the smaller of the two applies"),
      })
      .optional()
      .describe("Maximum that a bidder and its associates may win together"),
    winnersShare: share.optional().describe("Share of the bidders that may win (Zhejiang: 0.7)"),
    revision: revisionSchema.describe("How a bidder may revise a bid"),
    maximumSteps: wholeNumber(1, 20, { zh: "个报价档", en: "price steps" }).default(5).describe("Maximum price steps per bid"),
  })
  .superRefine((terms, context) => {
    const { lot } = terms;
    const issue = (path: PropertyKey[], zh: string, en: string) => context.addIssue({ code: "custom", path, message: message(zh, en) });
    if (!fitsPool(lot.pollutant, lot.pool))
      issue(["lot", "pool"], "大气污染物按城市、水污染物按流域归池", "air pollutants pool by city, water pollutants by basin");
    if (lot.lastMonth < lot.firstMonth) issue(["lot", "lastMonth"], "早于起始月", "before the first month");
    if (!isMultiple(lot.quantity, terms.quantityStep))
      issue(["lot", "quantity"], "须为 quantityStep 的整数倍", "not a multiple of quantityStep");
    if (!isMultiple(terms.basePrice, terms.priceTick)) issue(["basePrice"], "须为 priceTick 的整数倍", "not a multiple of priceTick");
    const water = pools.find(({ id }) => id === lot.pool)?.medium === "water";
    if (water && lot.thermalPower) issue(["lot", "thermalPower"], "仅适用于大气污染物", "only for air pollutants");
  })
  .meta({ id: "Terms" });
/** Terms of a sale, decoded. */
export type Terms = z.output<typeof termsSchema>;

/** When enrolment ends and bidding opens and closes. State, not terms: it can be postponed. */
export const scheduleSchema = component("Schedule", {
  opensAt: instantOut("Bids are accepted from this instant"),
  enrolsUntil: instantOut("Enrolment ends; at least ten minutes before close"),
  closesAt: instantOut("Bids received at or after this instant do not count"),
});
/** See the schema; instants in UTC. */
export type Schedule = z.output<typeof scheduleSchema>;
/** A price limit below which nothing is sold. */
export const reservePriceSchema = component("ReservePrice", {
  price: positiveCny.describe("CNY per tonne"),
  confidential: z
    .boolean()
    .default(false)
    .describe("Kept secret until the result, and for good if nothing is sold and the terms say no other; only its hash is published"),
  documentNumber: documentReference
    .optional()
    .describe("Document that allows a reserve price below the base price; published with the price"),
});
/** A reserve price, decoded. */
export type ReservePrice = z.output<typeof reservePriceSchema>;
