import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bid } from "../../functions/auctions/clearing/bid-book.ts";
import { clear, readClearingInput, readClearingTerms } from "../../functions/auctions/clearing/clear.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { type ClearingDocument, clearingDocuments } from "../support/clearing-arbitraries.ts";
import { obviousClearing } from "../support/obvious-clearing.ts";

describe("the fast clearing against the ten rules written out", () => {
  it("gives the same document, whatever the digits, ties, limits and rules", () => {
    fc.assert(
      fc.property(clearingDocuments, (document) => {
        expect(fast(document)).toEqual(obvious(document));
      }),
      { numRuns: 3000 },
    );
  });
});

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
