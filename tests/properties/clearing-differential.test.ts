import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bid } from "../../functions/auctions/clearing/bid-book.ts";
import { clear, readClearingInput, readClearingTerms } from "../../functions/auctions/clearing/clear.ts";
import { rejectionReasons } from "../../functions/auctions/clearing/schema.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { type ClearingDocument, clearingDocuments, decimalText, limitedDocuments } from "../support/clearing-arbitraries.ts";
import { runs } from "../support/effort.ts";
import { obviousClearing } from "../support/obvious-clearing.ts";

describe("the fast clearing against the ten rules written out", () => {
  it("gives the same document, whatever the digits, ties, limits and rules", () => {
    fc.assert(
      fc.property(clearingDocuments, (document) => {
        expect(fast(document)).toEqual(obvious(document));
      }),
      { numRuns: runs(3_000) },
    );
  });

  it("gives the same document for books of hundreds of bids with long prices and fine times", () => {
    const bid = fc.record({
      bidder: fc.integer({ min: 1, max: 40 }).map((number) => `bidder-${number}`),
      price: fc.oneof(decimalText(9, 2), decimalText(24, 15), fc.constantFrom("5000", "5000.0")),
      quantity: fc.integer({ min: 1, max: 99 }).map(String),
      receivedAt: fc
        .integer({ min: 0, max: 999_999_999 })
        .map((nanosecond) => `2026-01-01T00:00:00.${String(nanosecond).padStart(9, "0")}Z`),
    });
    const terms = fc.record({
      pricing: fc.constantFrom("uniform", "pay-as-bid"),
      quantity: fc.integer({ min: 1, max: 15_000 }).map(String),
      quantityStep: fc.constant("1"),
      uniformPrice: fc.constantFrom("lowest-accepted", "highest-rejected"),
      ties: fc.constantFrom("time", "draw", "pro-rata"),
      drawSeed: fc.constant("seed"),
    });
    fc.assert(
      fc.property(terms, fc.array(bid, { minLength: 100, maxLength: 400, size: "max" }), (drawnTerms, bids) => {
        const document = { terms: drawnTerms, bids: bids.map((drawn, index) => ({ id: `b${index}`, ...drawn })) };
        expect(fast(document)).toEqual(obvious(document));
      }),
      { numRuns: runs(30) },
    );
  });

  it("gives the same document where a limit just applies or just doesn't, whether bids tie at their group's margin or elsewhere", () => {
    fc.assert(
      fc.property(limitedDocuments, (document) => {
        expect(fast(document)).toEqual(obvious(document));
      }),
      { numRuns: runs(1_500) },
    );
  });

  it("covers groups just under, at and over their limit, and ties at and away from their margin under every tie rule", () => {
    const situations = ["one under", "at", "one over", "tied at the margin", "tied away from it", "no ties"];
    const covered = new Set(fc.sample(limitedDocuments, { numRuns: 1_000, seed: 7 }).flatMap(situationsOf));
    expect(covered).toEqual(
      new Set(["time", "draw", "pro-rata"].flatMap((ties) => situations.map((situation) => `${ties}: ${situation}`))),
    );
  });

  it("covers every outcome, every reason, every tie rule with scarcity, and released supply", () => {
    const covered = new Set<string>();
    for (const document of fc.sample(clearingDocuments, { numRuns: 2_000, seed: 7 })) {
      const result = fast(document);
      covered.add(result.outcome);
      for (const { reason } of result.rejected) covered.add(reason);
      if (result.awards.length > 1 && result.unsold === "0") covered.add(String(document.terms.ties));
      if (result.containmentReleased !== "0") covered.add("released");
    }
    const outcomes = ["cleared", "no-valid-bids", "negotiate", "cancelled"];
    expect(covered).toEqual(new Set([...outcomes, ...rejectionReasons, "time", "draw", "pro-rata", "released"]));
  });
});

/** What the groups of a limited book are to their limit, and where their bids tie. */
function situationsOf({ terms, bids }: ClearingDocument): string[] {
  const limit = Number((terms.bidderLimit as { readonly quantity: string }).quantity);
  const situations = Object.values(Object.groupBy(bids, ({ bidder }) => bidder)).flatMap((ofGroup = []) => {
    const wanted = (rows: typeof ofGroup) => rows.reduce((sum, { quantity }) => sum + Number(quantity), 0);
    const beside = new Map([
      [-1, "one under"],
      [0, "at"],
      [1, "one over"],
    ]).get(wanted(ofGroup) - limit);
    const prices = Object.values(Object.groupBy(ofGroup, ({ price }) => price)).map((atPrice = []) => {
      const above = wanted(ofGroup.filter(({ price }) => Number(price) > Number(atPrice[0]?.price)));
      if (atPrice.length === 1) return "";
      return above < limit && limit < above + wanted(atPrice) ? "tied at the margin" : "tied away from it";
    });
    return [beside ?? "", ...(prices.join("") === "" ? ["no ties"] : prices)];
  });
  return situations.filter((situation) => situation !== "").map((situation) => `${terms.ties}: ${situation}`);
}

function fast(document: ClearingDocument) {
  const input = readClearingInput(document);
  if (!input.ok) throw new Error(`${input.refusal.pointer}: ${input.refusal.detail}`);
  return clear(input.value);
}

function obvious(document: ClearingDocument) {
  const terms = readClearingTerms(document.terms);
  if (!terms.ok) throw new Error(terms.refusal.detail);
  const bids: Bid[] = document.bids.map((bid) => ({ ...bid, price: decimal(bid.price), quantity: decimal(bid.quantity) }));
  return obviousClearing(terms.value, bids);
}
