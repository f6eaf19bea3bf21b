import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBids } from "../../functions/auctions/clearing/bid-book.ts";
import { clear, readClearingInput } from "../../functions/auctions/clearing/clear.ts";
import { compareUtf8 } from "../../functions/auctions/clearing/columns/utf8-order.ts";
import { type ClearingResult, writtenBid } from "../../functions/auctions/clearing/schema.ts";
import { type Decimal, decimal, isMultiple, sum } from "../../shared/kernel/decimal.ts";
import { type ClearingDocument, clearingDocuments } from "../support/clearing-arbitraries.ts";
import { runs } from "../support/effort.ts";

function sale(document: ClearingDocument): ClearingResult {
  const input = readClearingInput(document);
  if (!input.ok) throw new Error(`${input.refusal.pointer}: ${input.refusal.detail}`);
  return clear(input.value);
}

function awardOf(result: ClearingResult, bidId: string): Decimal {
  return decimal(result.awards.find((award) => award.bidId === bidId)?.quantity ?? "0");
}

/** A document with one of its bids, where there is one. */
const documentsWithBid = clearingDocuments
  .filter(({ bids }) => bids.length > 0)
  .chain((document) => fc.record({ document: fc.constant(document), bid: fc.constantFrom(...document.bids) }));

describe("any sale", () => {
  it("comes out the same whatever the order of the bids", () => {
    const shuffled = clearingDocuments.chain((document) =>
      fc.record({ document: fc.constant(document), bids: fc.shuffledSubarray([...document.bids], { minLength: document.bids.length }) }),
    );
    fc.assert(
      fc.property(shuffled, ({ document, bids }) => {
        expect(sale({ ...document, bids })).toEqual(sale(document));
      }),
      { numRuns: runs(500) },
    );
  });

  it("comes out the same a second time from the very same decoded input", () => {
    fc.assert(
      fc.property(clearingDocuments, (document) => {
        const input = readClearingInput(document);
        expect(input.ok && clear(input.value)).toEqual(input.ok && clear(input.value));
      }),
      { numRuns: runs(300) },
    );
  });

  it("conserves: sold + unsold = quantity + released, awards add up to sold, in whole steps", () => {
    fc.assert(
      fc.property(clearingDocuments, (document) => {
        const result = sale(document);
        const sold = decimal(result.sold);
        const supply = decimal(String(document.terms.quantity)).plus(decimal(result.containmentReleased));
        expect(sold.plus(decimal(result.unsold)).eq(supply)).toBe(true);
        expect(sum(result.awards.map((award) => decimal(award.quantity))).eq(sold)).toBe(true);
        expect(decimal(result.unsold).gte(0)).toBe(true);
        const step = decimal(String(document.terms.quantityStep));
        expect(result.awards.every(({ quantity }) => decimal(quantity).gt(0) && isMultiple(decimal(quantity), step))).toBe(true);
      }),
      { numRuns: runs(500) },
    );
  });

  it("names every bid exactly once and gives nobody more than asked, above the price offered or below the reserve", () => {
    fc.assert(
      fc.property(clearingDocuments, (document) => {
        const result = sale(document);
        const named = [...result.awards, ...result.rejected].map(({ bidId }) => bidId);
        expect(named.toSorted(compareUtf8)).toEqual(document.bids.map(({ id }) => id).toSorted(compareUtf8));
        const rejected = result.rejected.map(({ bidId }) => bidId);
        expect(rejected).toEqual(rejected.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
        for (const award of result.awards) {
          const bid = document.bids.find(({ id }) => id === award.bidId);
          expect(decimal(award.quantity).lte(decimal(bid?.quantity ?? "0"))).toBe(true);
          expect(decimal(award.price).lte(decimal(bid?.price ?? "0"))).toBe(true);
          expect(decimal(award.price).gte(decimal(String(document.terms.reservePrice ?? "0")))).toBe(true);
        }
      }),
      { numRuns: runs(500) },
    );
  });
});

/**
 * Raising my bid's price never loses it quantity. The one precondition: the new price is on the tick. No rule breaks it:
 * limits serve the raised bid before more of its group's bids, and the group's sum stays; winners' share ranks its group no worse; the last
 * accepted price and the demand above a trigger only grow, so containment never adds less; out of a pro-rata tie it is served before the tie.
 * Other bids of the same group may lose (limits), so nothing is said about the group's sum.
 */
describe("raising a price", () => {
  it("never loses the raised bid quantity, under any terms, as long as it stays on the tick", () => {
    fc.assert(
      fc.property(documentsWithBid, fc.constantFrom("0.5", "1", "2.5", "7", "1000000"), ({ document, bid }, raise) => {
        const price = decimal(bid.price).plus(decimal(raise)).toFixed();
        fc.pre(price.replace(/[.-]/g, "").length <= 24 && decimal(bid.price).gt(0));
        const tick = document.terms.priceTick;
        fc.pre(tick === undefined || isMultiple(decimal(price), decimal(String(tick))));
        const raised = { ...document, bids: document.bids.map((other) => (other === bid ? { ...bid, price } : other)) };
        expect(awardOf(sale(raised), bid.id).gte(awardOf(sale(document), bid.id))).toBe(true);
      }),
      { numRuns: runs(3_000) },
    );
  });
});

describe("the reader of books", () => {
  it("accepts exactly the bids that the published schema accepts, but for days that don't exist", () => {
    const text = fc.oneof(
      fc.constantFrom(
        "1",
        "-1",
        "0",
        "-0",
        "00",
        "01",
        "1.",
        ".1",
        "1.50",
        "1e3",
        "",
        "+1",
        "--1",
        "1.2.3",
        "0.000000000000000000000001",
        "-0.5",
        "４",
      ),
      fc.stringMatching(/^-?\d{1,26}(?:\.\d{1,26})?$/),
      fc.string(),
    );
    const instant = fc.oneof(
      fc.constantFrom(
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:60Z",
        "2026-13-01T00:00:00.000Z",
        "2026-01-32T00:00:00.000Z",
        "2026-01-01t00:00:00z",
      ),
      fc.constantFrom(
        "2026-01-01T23:59:59.999Z",
        "2026-01-01T24:00:00.000Z",
        "2026-01-01T00:00:00.000+24:00",
        "2026-01-01 00:00:00.000Z",
        "x".repeat(23).concat("Z"),
      ),
      fc.constantFrom(
        "2026-01-01T00:00:00.1234567890123456789Z",
        "2026-01-01T00:00:00.123456789012345678-23:59",
        "2026-01-01T00:00Z",
        "+02026-01-01T00:00:00Z",
      ),
      fc.string(),
    );
    const anything = fc.oneof(text, fc.constantFrom(1, null, {}, "\ud800", "\udc00x"));
    const bid = fc.record(
      { id: anything, bidder: anything, group: anything, price: text, quantity: text, receivedAt: instant, other: fc.constant(1) },
      { requiredKeys: ["id", "bidder", "price", "quantity", "receivedAt"] },
    );
    const likely = fc.record({ id: fc.constant("a"), bidder: fc.constant("b"), price: text, quantity: text, receivedAt: instant });
    fc.assert(
      fc.property(
        fc.oneof(
          bid,
          likely,
          likely.map((value) => ({ ...value, receivedAt: "2026-01-01T00:00:00Z" })),
          fc.jsonValue(),
        ),
        (value) => {
          expect(readBids([value]).ok).toBe(writtenBid.safeParse(value).success);
        },
      ),
      { numRuns: runs(5_000) },
    );
  });
});
