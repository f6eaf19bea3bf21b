import { allot } from "../../functions/auctions/clearing/allotment.ts";
import { type BidBook, readBids } from "../../functions/auctions/clearing/bid-book.ts";
import { clearInColumns, readClearingInput, readClearingTerms, writeResult } from "../../functions/auctions/clearing/clear.ts";
import type { ClearingTerms, WrittenBid } from "../../functions/auctions/clearing/schema.ts";
import { required } from "../../shared/kernel/invariant.ts";

const bidCount = 1_000_000;
const tiedShare = 0.02;
const runs = 9;
const marginalCents = 500_000;

/** Times clearing a million bids, each figure as a ratio to sorting as many random keys in a `Float64Array` in the same run. */
export async function benchClearing(): Promise<void> {
  const sorting = median(repeat(sortRandomKeys));
  console.log(`${bidCount.toLocaleString("en")} bids, ${tiedShare * 100} % tied at the margin; median of ${runs} runs`);
  console.log(`Float64Array sort of as many random keys: ${sorting.toFixed(0)} ms = 1.00\n`);
  const row = (name: string, milliseconds: number) =>
    console.log(`${name.padEnd(66)} ${milliseconds.toFixed(0).padStart(6)} ms ${(milliseconds / sorting).toFixed(2).padStart(7)}`);

  const random = generator(20_261_123);
  const bids = writtenBids(random);
  const book = bookOf(bids);
  const half = String(Math.floor(bidCount / 2) * 50);
  const cases: readonly (readonly [string, Record<string, unknown>])[] = [
    ["uniform, time, half of the demand served", { pricing: "uniform", quantity: half }],
    ["pay-as-bid, time, half served", { pricing: "pay-as-bid", quantity: half, priceTick: "0.01", reservePrice: "1" }],
    ["uniform, pro-rata, half served", { pricing: "uniform", quantity: half, ties: "pro-rata" }],
    ["uniform, draw, half served (a SHA-256 a winner)", { pricing: "uniform", quantity: half, ties: "draw", drawSeed: "00ff" }],
    ["uniform, time, everything served (all bids ranked)", { pricing: "uniform", quantity: "100000000000" }],
    [
      "uniform, time, limit per group (all bids ranked twice)",
      { pricing: "uniform", quantity: half, bidderLimit: { shareOfQuantity: "0.01" } },
    ],
  ];
  for (const [name, terms] of cases) {
    const decoded = termsOf({ quantityStep: "1", ...terms });
    row(`${name}: price and quantities`, median(repeat(() => void allot(decoded, book))));
    row(`${name}: ranked awards in columns`, median(repeat(() => void clearInColumns({ terms: decoded, bids: book }))));
  }

  const wideBook = bookOf(bids.map((bid) => ({ ...bid, price: `${bid.price}00000000000001` })));
  const plainTerms = termsOf({ pricing: "uniform", quantity: half, quantityStep: "1" });
  row(
    "\nthe same book with 20-digit prices: ranked awards in columns".trim(),
    median(repeat(() => void clearInColumns({ terms: plainTerms, bids: wideBook }), 3)),
  );

  const text = JSON.stringify({ terms: { pricing: "uniform", quantity: half, quantityStep: "1" }, bids });
  console.log(`\ndecoding and encoding (${(text.length / 2 ** 20).toFixed(0)} MiB of JSON)`);
  row("JSON.parse", median(repeat(() => void JSON.parse(text), 3)));
  const document: unknown = JSON.parse(text);
  row("decoding the parsed document to columns (all checks)", median(repeat(() => void readClearingInput(document), 3)));
  const input = { terms: plainTerms, bids: book };
  const cleared = clearInColumns(input);
  row("building the documents of awards and rejections", median(repeat(() => void writeResult(input, cleared), 3)));
  const result = writeResult(input, cleared);
  row("JSON.stringify", median(repeat(() => void JSON.stringify(result), 3)));
  console.log(
    `\npeak resident memory of this process, generator and JSON text included: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`,
  );
}

/** A shuffled book: prices 0.01 to 9,999.99 in cents, 2 % exactly at the margin, quantities 1 to 99, times in two hours, 5,000 bidders. */
function writtenBids(random: () => number): WrittenBid[] {
  const opening = Date.UTC(2026, 0, 15, 1, 30);
  return Array.from({ length: bidCount }, (_, index) => {
    const cents = random() < tiedShare ? marginalCents : 1 + Math.floor(random() * 999_999);
    return {
      id: `bid-${index}`,
      bidder: `bidder-${Math.floor(random() * 5_000)}`,
      price: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`,
      quantity: String(1 + Math.floor(random() * 99)),
      receivedAt: new Date(opening + Math.floor(random() * 7_200_000)).toISOString(),
    };
  });
}

function sortRandomKeys(): number {
  const keys = Float64Array.from({ length: bidCount }, Math.random);
  return timed(() => void keys.sort());
}

/** Milliseconds of each of several runs, after one to warm up; a task may time itself and give its own figure. */
function repeat(task: () => number | undefined | void, times = runs): number[] {
  const once = () => {
    let own: number | undefined | void;
    const whole = timed(() => {
      own = task();
    });
    return own ?? whole;
  };
  once();
  return Array.from({ length: times }, once);
}

function timed(task: () => void): number {
  const start = performance.now();
  task();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return required(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)], "a run");
}

/** A small seeded generator (mulberry32), so that every run clears the same book. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function bookOf(bids: readonly WrittenBid[]): BidBook {
  const book = readBids(bids);
  if (!book.ok) throw new Error(book.refusal.detail);
  return book.value;
}

function termsOf(document: unknown): ClearingTerms {
  const terms = readClearingTerms(document);
  if (!terms.ok) throw new Error(`${terms.refusal.pointer}: ${terms.refusal.detail}`);
  return terms.value;
}
