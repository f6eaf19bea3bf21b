import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { clear, readClearingInput } from "../../../../functions/auctions/clearing/clear.ts";
import type { ClearingResult } from "../../../../functions/auctions/clearing/schema.ts";
import { decimal, plain, sum } from "../../../../shared/kernel/decimal.ts";
import { required } from "../../../../shared/kernel/invariant.ts";

interface PublishedBid {
  readonly bidder: string;
  readonly price: string;
  readonly quantity: string;
  readonly received?: string;
  readonly time?: string;
}

interface PublishedCase {
  readonly id: string;
  readonly input: { readonly supply: string; readonly bids: readonly PublishedBid[] };
  readonly expected: Record<string, unknown>;
}

interface Session {
  readonly totalCny: string;
  readonly lots: readonly {
    readonly pollutant: string;
    readonly tonnes: string;
    readonly basePriceCny: string;
    readonly turnoverCny: string;
    readonly topPriceCny: string;
    readonly bids: readonly { readonly firm: string; readonly priceCny: string; readonly tonnes: string; readonly receivedAt: string }[];
    readonly awards: readonly { readonly firm: string; readonly tonnes: string; readonly priceCny: string; readonly amountCny: string }[];
  }[];
}

function fixture<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(`../../../../${name}`, import.meta.url), "utf8"));
}

function sale(terms: Record<string, unknown>, bids: unknown): ClearingResult {
  const input = readClearingInput({ terms, bids });
  if (!input.ok) throw new Error(`${input.refusal.pointer}: ${input.refusal.detail}`);
  return clear(input.value);
}

/** The published case with terms of ours; where no time was published, the order written is the order received. */
function published(id: string, terms: Record<string, unknown>) {
  const found = required(
    fixture<PublishedCase[]>("tests/fixtures/auctions.json").find((candidate) => candidate.id === id),
    id,
  );
  const bids = found.input.bids.map(({ bidder, price, quantity, received, time }, index) => ({
    id: `${index}`,
    bidder,
    price,
    quantity,
    receivedAt: received === undefined ? `2026-01-01T00:00:0${time ?? index}Z` : `2025-${received}T00:00:00Z`,
  }));
  return { expected: found.expected, result: sale({ quantity: found.input.supply, quantityStep: "1", ...terms }, bids) };
}

/** Sum per bidder of a field of the awards. */
function perBidder(result: ClearingResult, field: "quantity" | "amount"): Record<string, string> {
  const bidders = [...new Set(result.awards.map(({ bidder }) => bidder))];
  const total = (bidder: string) => sum(result.awards.filter((award) => award.bidder === bidder).map((award) => decimal(award[field])));
  return Object.fromEntries(bidders.map((bidder) => [bidder, field === "amount" ? total(bidder).toFixed(2) : plain(total(bidder))]));
}

describe("published and rule-book sales", () => {
  it("Oregon's tax credits: pay-as-bid, ties by earliest receipt", () => {
    const { result } = published("oregon-tax-credit", { pricing: "pay-as-bid" });
    expect(perBidder(result, "quantity")).toEqual({ D: "10", C: "6", B: "4" });
    expect(perBidder(result, "amount")).toEqual({ D: "4950.00", C: "2910.00", B: "1920.00" });
    expect(sum(result.awards.map(({ amount }) => decimal(amount))).eq("9780")).toBe(true);
    expect(result.rejected).toEqual([
      { bidId: "0", reason: "outbid" },
      { bidId: "3", reason: "outbid" },
    ]);
  });

  it("Metaplex: uniform price of the last accepted bid, which is cut", () => {
    const { result, expected } = published("metaplex-uniform", { pricing: "uniform" });
    expect(result.clearingPrice).toBe(expected.clearingPrice);
    expect(perBidder(result, "quantity")).toEqual(expected.awards);
  });

  it("EPA's SO2 spot auction of 2023: under-subscribed", () => {
    const { result, expected } = published("epa-so2-2023-spot", { pricing: "pay-as-bid" });
    expect(perBidder(result, "quantity")).toEqual(expected.awards);
    expect(perBidder(result, "amount")).toEqual(expected.pays);
    expect(sum(result.awards.map(({ amount }) => decimal(amount))).toFixed(2)).toBe(expected.total);
    expect([result.clearingPrice, result.unsold]).toEqual([expected.lowestWinningPrice, expected.unsold]);
  });

  it("EPA's SO2 advance auction of 2023: exactly subscribed", () => {
    const { result, expected } = published("epa-so2-2023-advance", { pricing: "pay-as-bid" });
    expect(perBidder(result, "quantity")).toEqual(expected.awards);
    expect(perBidder(result, "amount")).toEqual(expected.pays);
    expect([result.clearingPrice, result.unsold, result.coverRatio]).toEqual([expected.lowestWinningPrice, "0", "1.00"]);
  });

  it("EU rules: an auction whose volume isn't reached is cancelled", () => {
    const { result, expected } = published("eu-undersubscribed", { pricing: "uniform", undersubscribed: "cancel" });
    expect(result).toMatchObject({ outcome: expected.outcome, awards: [], unsold: "10000", demand: "6000", coverRatio: "0.60" });
  });

  it("Guangdong 2014: price, then time", () => {
    const { result, expected } = published("guangdong-2014-over", { pricing: "uniform", reservePrice: "25" });
    expect(result.clearingPrice).toBe(expected.clearingPrice);
    expect(perBidder(result, "quantity")).toEqual(expected.awards);
    expect(result.awards.map(({ bidder }) => bidder)).toEqual(["A", "C", "B"]);
  });

  it("Jingzhou 2016: the reconstructed quotes give the published volume, turnover and top price of every pollutant, and the total", () => {
    const session = fixture<Session>("docs/examples/jingzhou-2016.json");
    const turnovers = session.lots.map((lot) => {
      const bids = lot.bids.map(({ firm, priceCny, tonnes, receivedAt }) => ({
        id: firm,
        bidder: firm,
        price: priceCny,
        quantity: tonnes,
        receivedAt,
      }));
      const result = sale(
        { pricing: "pay-as-bid", quantity: lot.tonnes, priceTick: "10", reservePrice: lot.basePriceCny, minimumBidders: 2 },
        bids,
      );
      expect(
        result.awards.map(({ bidder, quantity, price, amount }) => ({
          firm: bidder,
          tonnes: quantity,
          priceCny: price,
          amountCny: amount,
        })),
      ).toEqual(lot.awards.map((award) => ({ ...award, tonnes: plain(decimal(award.tonnes)) })));
      expect(result).toMatchObject({ sold: lot.tonnes, unsold: "0" });
      expect(result.awards[0]?.price).toBe(lot.topPriceCny);
      const turnover = sum(result.awards.map(({ amount }) => decimal(amount)));
      expect(turnover.toFixed(2)).toBe(lot.turnoverCny);
      return turnover;
    });
    expect(sum(turnovers).toFixed(2)).toBe(session.totalCny);
  });
});
