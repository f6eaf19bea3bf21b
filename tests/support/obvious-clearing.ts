import { createHash } from "node:crypto";
import type { Bid } from "../../functions/auctions/clearing/bid-book.ts";
import type { ClearingResult, ClearingTerms, RejectionReason } from "../../functions/auctions/clearing/schema.ts";
import { Decimal, formatFen, isMultiple, least, plain, roundToFen, sum, zero } from "../../shared/kernel/decimal.ts";

interface Row {
  readonly bid: Bid;
  readonly group: string;
  /** Quantity left after the limits. */
  quantity: Decimal;
  award: Decimal;
  reason?: RejectionReason;
}

/**
 * The ten rules as written, one after another, with decimals and sorts: slow and obvious. The product's clearing is compared with it and
 * shares only the decimal type with it.
 */
export function obviousClearing(terms: ClearingTerms, bids: readonly Bid[]): ClearingResult {
  const rows: Row[] = bids.map((bid) => ({ bid, group: bid.group ?? bid.bidder, quantity: bid.quantity, award: zero }));

  // 1. Valid bids.
  for (const row of rows) {
    const { price, quantity } = row.bid;
    if (price.lte(0) || (terms.priceTick && !isMultiple(price, terms.priceTick))) row.reason = "price-invalid";
    else if (terms.reservePrice && price.lt(terms.reservePrice)) row.reason = "below-reserve";
    else if (quantity.lte(0) || !isMultiple(quantity, terms.quantityStep)) row.reason = "quantity-invalid";
  }

  // 2. Rank.
  const inPlay = () => rows.filter((row) => row.reason === undefined);
  rows.sort(
    (a, b) => b.bid.price.comparedTo(a.bid.price) || breakTie(terms, a.bid, b.bid) || Buffer.compare(bytes(a.bid.id), bytes(b.bid.id)),
  );

  // 3. Limits per group.
  const limits: Decimal[] = [];
  if (terms.bidderLimit?.shareOfQuantity) limits.push(wholeSteps(terms.quantity.times(terms.bidderLimit.shareOfQuantity), terms));
  if (terms.bidderLimit?.quantity) limits.push(wholeSteps(terms.bidderLimit.quantity, terms));
  if (limits.length > 0) {
    const limit = limits.reduce(least);
    for (const row of inPlay()) {
      const before = sum(
        rows
          .slice(0, rows.indexOf(row))
          .filter((other) => other.group === row.group && !other.reason)
          .map((other) => other.quantity),
      );
      row.quantity = least(row.quantity, limit.minus(before));
      if (row.quantity.isZero()) row.reason = "over-limit";
    }
  }

  // 4 and 5. Demand, fewest bidders, under-subscription.
  const demand = sum(inPlay().map((row) => row.quantity));
  const groups = [...new Set(inPlay().map((row) => row.group))];
  if (groups.length < terms.minimumBidders) {
    return notCleared(groups.length === 0 ? "no-valid-bids" : groups.length === 1 ? "negotiate" : "cancelled", terms, rows, demand);
  }
  if (terms.undersubscribed === "cancel" && demand.lt(terms.quantity)) return notCleared("cancelled", terms, rows, demand);

  // 6. Winners' share.
  if (terms.winnersShare) {
    const rounded = terms.winnersShare.times(groups.length).plus("0.5").floor().toNumber();
    const winners = groups.slice(0, Math.max(1, rounded));
    for (const row of inPlay()) if (!winners.includes(row.group)) row.reason = "outside-winners-share";
  }

  // 7. Containment.
  let supply = terms.quantity;
  for (const tier of terms.containment.toSorted((a, b) => a.trigger.comparedTo(b.trigger))) {
    let taken = zero;
    const accepted = inPlay().filter((row) => {
      const gets = taken.lt(supply);
      taken = taken.plus(row.quantity);
      return gets;
    });
    if (!accepted.at(-1)?.bid.price.gt(tier.trigger)) break;
    const above = sum(
      inPlay()
        .filter((row) => row.bid.price.gte(tier.trigger))
        .map((row) => row.quantity),
    );
    supply = supply.plus(Decimal.max(0, least(tier.quantity, above.minus(supply))));
  }

  // 8. Fill.
  let left = supply;
  for (const row of inPlay()) {
    row.award = least(row.quantity, left);
    left = left.minus(row.award);
  }
  const lastAccepted = inPlay().findLast((row) => row.award.gt(0));
  if (!lastAccepted) throw new Error("a cleared sale has a winner");
  if (terms.ties === "pro-rata") shareAtTheMargin(terms, inPlay(), lastAccepted.bid.price, supply);

  // 9. Price.
  let clearingPrice = lastAccepted.bid.price;
  if (terms.pricing === "uniform" && terms.uniformPrice === "highest-rejected") {
    const notFilled = inPlay().find((row) => row.award.lt(row.quantity));
    clearingPrice = notFilled ? notFilled.bid.price : (terms.reservePrice ?? clearingPrice);
  }
  for (const row of inPlay()) if (row.award.isZero()) row.reason = "outbid";

  // 10. Figures.
  const winners = inPlay();
  const sold = sum(winners.map((row) => row.award));
  const released = supply.minus(terms.quantity);
  return {
    outcome: "cleared",
    clearingPrice: plain(clearingPrice),
    sold: plain(sold),
    unsold: plain(terms.quantity.plus(released).minus(sold)),
    containmentReleased: plain(released),
    demand: plain(demand),
    coverRatio: formatFen(demand.div(terms.quantity)),
    awards: winners.map(({ bid, award }) => {
      const price = terms.pricing === "uniform" ? clearingPrice : bid.price;
      const amount = formatFen(roundToFen(award.times(price).times(terms.years)));
      return { bidId: bid.id, bidder: bid.bidder, quantity: plain(award), price: plain(price), amount };
    }),
    rejected: rejections(rows),
  };
}

function wholeSteps(quantity: Decimal, terms: ClearingTerms): Decimal {
  return quantity.minus(quantity.mod(terms.quantityStep));
}

function shareAtTheMargin(terms: ClearingTerms, ranked: Row[], price: Decimal, supply: Decimal): void {
  const tied = ranked.filter((row) => row.bid.price.eq(price));
  const toShare = least(
    supply.minus(sum(ranked.filter((row) => row.bid.price.gt(price)).map((row) => row.quantity))),
    sum(tied.map((row) => row.quantity)),
  );
  const wanted = sum(tied.map((row) => row.quantity)).div(terms.quantityStep);
  const stepsToShare = BigInt(plain(toShare.div(terms.quantityStep)));
  const shares = tied.map((row) => {
    const product = BigInt(plain(row.quantity.div(terms.quantityStep))) * stepsToShare;
    return { row, steps: product / BigInt(plain(wanted)), remainder: product % BigInt(plain(wanted)) };
  });
  let left = shares.reduce((rest, share) => rest - share.steps, stepsToShare);
  for (const share of shares.toSorted((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder))) {
    const extra = left > 0n ? 1n : 0n;
    left -= extra;
    share.row.award = terms.quantityStep.times(String(share.steps + extra));
  }
}

function breakTie(terms: ClearingTerms, a: Bid, b: Bid): number {
  if (terms.ties !== "draw") return instant(a.receivedAt).comparedTo(instant(b.receivedAt));
  const draw = (bid: Bid) => createHash("sha256").update(`${terms.drawSeed}:${bid.id}`).digest();
  return Buffer.compare(draw(a), draw(b));
}

/** Seconds since 1970 with all decimals. */
function instant(text: string): Decimal {
  const fraction = /\.\d+/.exec(text)?.[0] ?? "";
  return new Decimal(Date.parse(text.replace(fraction, ""))).div(1000).plus(fraction === "" ? 0 : `0${fraction}`);
}

function bytes(text: string): Buffer {
  return Buffer.from(text, "utf8");
}

function rejections(rows: readonly Row[]): ClearingResult["rejected"] {
  return rows
    .flatMap((row) => (row.reason ? [{ bidId: row.bid.id, reason: row.reason }] : []))
    .sort((a, b) => Buffer.compare(bytes(a.bidId), bytes(b.bidId)));
}

function notCleared(outcome: ClearingResult["outcome"], terms: ClearingTerms, rows: readonly Row[], demand: Decimal): ClearingResult {
  return {
    outcome,
    clearingPrice: null,
    sold: "0",
    unsold: plain(terms.quantity),
    containmentReleased: "0",
    demand: plain(demand),
    coverRatio: formatFen(demand.div(terms.quantity)),
    awards: [],
    rejected: rejections(rows.map((row) => ({ ...row, reason: row.reason ?? "not-cleared" }))),
  };
}
