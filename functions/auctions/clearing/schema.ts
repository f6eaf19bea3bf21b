import * as z from "zod";
import { type Decimal, decimal, isMultiple } from "../../../shared/kernel/decimal.ts";
import { outcomes } from "./outcomes.ts";

/** Prices have at most this many digits, quantities at most 15: the product of both is exact. A single zero before the point isn't counted. */
export const priceDigits = 24;
/** See `priceDigits`. */
export const quantityDigits = 15;

/** The notation of a plain decimal of at most `digits` digits; `sign` allows a minus, `positive` refuses zero. */
function notation(digits: number, { sign = false, positive = false } = {}): RegExp {
  const minus = sign ? "-?" : "";
  const aboveZero = positive ? "(?=.*[1-9])" : "";
  return new RegExp(`^${aboveZero}(?=${minus}(?:0\\.)?\\d(?:\\.?\\d){0,${digits - 1}}$)${minus}(?:0|[1-9]\\d*)(?:\\.\\d+)?$`);
}

function decimalText(pattern: RegExp, error: string) {
  // Aborts, so that rules between fields never see a string instead of a decimal.
  return z.string(error).regex(pattern, { error, abort: true });
}

function decoded(pattern: RegExp, error: string) {
  return decimalText(pattern, error).transform((text): Decimal => decimal(text));
}

/** A text that has a UTF-8 form (no lone surrogates), so that bytewise order and hashes are defined. */
const text = z
  .string()
  .min(1, "must not be empty")
  .refine((value) => value.isWellFormed(), "not well-formed Unicode (a lone surrogate)");

const positivePrice = decoded(notation(priceDigits, { positive: true }), "not a plain decimal string above zero of at most 24 digits");
const price = decoded(notation(priceDigits), "not a plain decimal string, zero or above, of at most 24 digits");
const positiveQuantity = decoded(
  notation(quantityDigits, { positive: true }),
  "not a plain decimal string above zero of at most 15 digits",
);
const quantity = decoded(notation(quantityDigits), "not a plain decimal string, zero or above, of at most 15 digits");
const share = decoded(/^(?:0(?:\.\d{1,15})?|1(?:\.0{1,15})?)$/, "not a share between 0 and 1 as a plain decimal string");
const count = z.int().min(1);

const bidderLimit = z.strictObject({
  shareOfQuantity: share.optional().describe("At most this share of the announced quantity, rounded down to whole steps"),
  quantity: quantity.optional().describe("At most this quantity, rounded down to whole steps"),
});

const containmentTier = z.strictObject({
  trigger: price.describe("Released when the last accepted bid is above this price"),
  quantity: quantity.describe("Released at most, a multiple of the step"),
});

/** The terms of a sale, decoded to decimals, with every default filled in. */
export const clearingTerms = z
  .strictObject({
    pricing: z.enum(["uniform", "pay-as-bid"]).describe("One price for all winners, or each its own"),
    uniformPrice: z.enum(["lowest-accepted", "highest-rejected"]).default("lowest-accepted").describe("Which bid sets the uniform price"),
    quantity: positiveQuantity.describe("Announced supply, a multiple of the step"),
    quantityStep: positiveQuantity.prefault("0.001").describe("Every bid's quantity is a multiple of this"),
    priceTick: positivePrice.optional().describe("Every bid's price is a multiple of this; absent: any price"),
    years: count.default(1).describe("Multiplier of the amount"),
    reservePrice: price.optional().describe("Bids below are rejected; absent: no reserve price"),
    ties: z.enum(["time", "draw", "pro-rata"]).default("time").describe("How bids at one price are ranked or share"),
    drawSeed: text.optional().describe("Seed of the draw; required with `draw`"),
    undersubscribed: z.enum(["sell-partial", "cancel"]).default("sell-partial").describe("Outcome when demand is below the quantity"),
    minimumBidders: count.default(1).describe("Minimum number of distinct groups with a bid left after the limits"),
    bidderLimit: bidderLimit.optional().describe("Limits per group; the smaller of the two holds"),
    winnersShare: share.optional().describe("Only this share of the groups, ranked by best bid, may win; half up, at least one"),
    containment: z.array(containmentTier).default([]).describe("Extra supply, lowest trigger first"),
  })
  .superRefine((terms, context) => {
    const issue = (path: PropertyKey[], message: string) => context.addIssue({ code: "custom", path, message });
    if (!isMultiple(terms.quantity, terms.quantityStep)) issue(["quantity"], "not a multiple of quantityStep");
    for (const [index, tier] of terms.containment.entries()) {
      if (!isMultiple(tier.quantity, terms.quantityStep)) issue(["containment", index, "quantity"], "not a multiple of quantityStep");
    }
    if (terms.ties === "draw" && terms.drawSeed === undefined) issue(["drawSeed"], "required when ties is draw");
  });
/** See the schema. */
export type ClearingTerms = z.output<typeof clearingTerms>;

/** One bid as it is written in a file. The book reader accepts exactly what this schema accepts; `receivedAt` must also be a day that exists. */
export const writtenBid = z.strictObject({
  id: text.describe("Unique in the book"),
  bidder: text.describe("Who bids"),
  group: text.optional().describe("Bidders that share limits; absent: the bidder alone"),
  price: decimalText(notation(priceDigits, { sign: true }), "not a plain decimal string of at most 24 digits").describe(
    "Price of one unit",
  ),
  quantity: decimalText(notation(quantityDigits, { sign: true }), "not a plain decimal string of at most 15 digits").describe(
    "Units wanted",
  ),
  receivedAt: z
    .string()
    .regex(
      /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,18})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/,
      "not an instant like 2026-01-01T00:00:00.000Z or with an offset like +08:00",
    )
    .describe("When it was received: an ISO 8601 instant with Z or an offset"),
});
/** See the schema. */
export type WrittenBid = z.output<typeof writtenBid>;

/** The input of `ecovalue clear`. */
export const clearingDocument = z.strictObject({
  terms: clearingTerms.describe("Terms of the sale"),
  bids: z.array(writtenBid).describe("The book, in any order"),
});

/** Why a bid got nothing. */
export const rejectionReasons = [
  "price-invalid",
  "below-reserve",
  "quantity-invalid",
  "over-limit",
  "outside-winners-share",
  "outbid",
  "not-cleared",
] as const;
/** See `rejectionReasons`. */
export type RejectionReason = (typeof rejectionReasons)[number];

const outText = z.string().describe("Decimal without exponent or trailing zeros");
const money = z
  .string()
  .regex(/^\d+\.\d{2}$/)
  .describe("Two decimals");

/** The output of `ecovalue clear`. Every key is always present. */
export const clearingResult = z.strictObject({
  outcome: z.enum(outcomes).describe("Whether anything was sold, and if not, why"),
  clearingPrice: outText.nullable().describe("The uniform price, or the lowest winning price; null when not cleared"),
  sold: outText,
  unsold: outText.describe("Quantity and released containment less what was sold"),
  containmentReleased: outText,
  demand: outText.describe("Quantity of all valid bids after the limits"),
  coverRatio: money.describe("Demand over announced quantity, half up"),
  awards: z
    .array(z.strictObject({ bidId: z.string(), bidder: z.string(), quantity: outText, price: outText, amount: money }))
    .describe("In rank order"),
  rejected: z.array(z.strictObject({ bidId: z.string(), reason: z.enum(rejectionReasons) })).describe("By id, bytewise"),
});
/** See the schema. */
export type ClearingResult = z.output<typeof clearingResult>;
