import { type Decimal, isMultiple, plain, sum } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { AuctionsRefusal } from "../problems.ts";
import { sourceOfRule } from "../sale/rule-sources.ts";
import type { Schedule, Terms } from "../terms.ts";

/** One price step of a sealed bid: up to `quantity` tonnes a year at no more than `price` CNY per tonne. */
export interface BidStep {
  readonly price: Decimal;
  readonly quantity: Decimal;
}

/** What a bid is checked against. */
export interface BidRules {
  readonly terms: Terms;
  readonly state: string;
  readonly schedule: Schedule;
  /** Public reserve price; a confidential one is never used to check a bid. */
  readonly reservePrice?: Decimal | undefined;
}

/** The bidder's latest bid; a sheet that does not exist yet has no steps and no quotes. */
export interface EarlierBid {
  readonly steps: readonly BidStep[];
  readonly quotes: number;
}

/** Whether bids are taken at an instant: an announced auction, from opening until before close. */
export function isOpen({ state, schedule }: Pick<BidRules, "state" | "schedule">, at: string): Outcome<true, AuctionsRefusal> {
  if (state !== "announced") return refuse({ code: "auction-not-running", state });
  if (at < schedule.opensAt || at >= schedule.closesAt) {
    return refuse({ code: "auction-not-open", opensAt: schedule.opensAt, closesAt: schedule.closesAt, now: at });
  }
  return accept(true);
}

/**
 * Checks steps against the lot's tick, quantity step, public reserve price and number of steps, and against the bidder's enrolled tonnes.
 */
export function checkSteps(
  { terms, reservePrice }: BidRules,
  steps: readonly BidStep[],
  enrolled: Decimal,
): Outcome<true, AuctionsRefusal> {
  const { priceTick, quantityStep, maximumSteps } = terms;
  if (steps.length > maximumSteps) return refuse({ code: "too-many-steps", maximumSteps });
  for (const { price, quantity } of steps) {
    if (!isMultiple(price, priceTick)) return refuse({ code: "off-tick", price, priceTick });
    if (!isMultiple(quantity, quantityStep))
      return refuse({ code: "off-step", quantity, quantityStep, source: sourceOfRule("tonnes-on-step") });
    if (reservePrice && price.lt(reservePrice)) return refuse({ code: "below-reserve-price", price, reservePrice });
  }
  const wanted = sum(steps.map(({ quantity }) => quantity));
  return wanted.gt(enrolled) ? refuse({ code: "above-enrolled-tonnes", wanted, enrolled }) : accept(true);
}

/** Checks whether steps may replace the earlier bid under the revision rule. Empty steps withdraw the bid, under `free` only. */
export function checkRevision({ terms }: BidRules, earlier: EarlierBid, steps: readonly BidStep[]): Outcome<true, AuctionsRefusal> {
  const { rule, maximumQuotes } = terms.revision;
  if (rule === "none" && earlier.quotes > 0) return refuse({ code: "revision-not-allowed", rule });
  if (steps.length === 0 && rule !== "free") return refuse({ code: "revision-not-allowed", rule });
  if (earlier.quotes >= maximumQuotes) return refuse({ code: "too-many-quotes", maximumQuotes });
  const lowered = rule === "raise-only" ? firstLowered(earlier.steps, steps) : undefined;
  return lowered ? refuse({ code: "bid-lowered", price: lowered }) : accept(true);
}

/** The first price of the earlier bid at or above which the new bid asks for less; undefined if it asks for at least as much everywhere. */
function firstLowered(earlier: readonly BidStep[], steps: readonly BidStep[]): Decimal | undefined {
  const wantedAt = (bid: readonly BidStep[], price: Decimal): Decimal =>
    sum(bid.filter((step) => step.price.gte(price)).map(({ quantity }) => quantity));
  return earlier.map(({ price }) => price).find((price) => wantedAt(steps, price).lt(wantedAt(earlier, price)));
}

/** What a receipt proves, as the text that is hashed: JSON with sorted members and plain decimals. */
export function receiptText(bid: {
  readonly enrolmentId: string;
  readonly version: number;
  readonly steps: readonly { readonly bidId: string; readonly price: Decimal; readonly quantity: Decimal }[];
  readonly receivedAt: string;
  readonly salt: string;
}): string {
  const steps = bid.steps.map(({ bidId, price, quantity }) => ({ bidId, price: plain(price), quantity: plain(quantity) }));
  return JSON.stringify({ enrolmentId: bid.enrolmentId, receivedAt: bid.receivedAt, salt: bid.salt, steps, version: bid.version });
}
