import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { allot } from "../../functions/auctions/clearing/allotment.ts";
import { type BidBook, readBids } from "../../functions/auctions/clearing/bid-book.ts";
import { clearInColumns, readClearingInput, readClearingTerms, writeResult } from "../../functions/auctions/clearing/clear.ts";
import type { ClearingTerms, WrittenBid } from "../../functions/auctions/clearing/schema.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { median } from "./measuring.ts";

const bidCount = 1_000_000;
const bidderCount = 5_000;
const tiedShare = 0.02;
const runs = 15;
const warmUps = 8;
const marginalCents = 500_000;
const seed = 20_261_123;

/**
 * Times clearing a million bids, each figure as a ratio to sorting as many random keys in a `Float64Array`. Every row takes turns with a sort
 * of its own, so that a machine that is busy for a while slows both.
 */
export async function benchClearing(): Promise<void> {
  console.log(`${bidCount.toLocaleString("en")} bids, ${tiedShare * 100} % tied at the margin; median of ${runs} runs`);
  console.log(`Float64Array sort of as many random keys: ${measure(sortRandomKeys).milliseconds.toFixed(0)} ms = 1.00\n`);
  const row = (name: string, { milliseconds, ratio }: Measured) =>
    console.log(`${name.padEnd(92)} ${milliseconds.toFixed(0).padStart(6)} ms ${ratio.toFixed(2).padStart(7)}`);

  const book = bookOf(writtenBids(generator(seed)));
  const half = String(Math.floor(bidCount / 2) * 50);
  const quarter = String(Math.floor(bidCount / 4) * 50);
  const halfOfGroup = String(Math.floor(bidCount / bidderCount / 2) * 50);
  const cases: readonly (readonly [string, Record<string, unknown>])[] = [
    ["uniform, time, half of the demand served", { pricing: "uniform", quantity: half }],
    ["pay-as-bid, time, half served", { pricing: "pay-as-bid", quantity: half, priceTick: "0.01", reservePrice: "1" }],
    ["uniform, pro-rata, half served", { pricing: "uniform", quantity: half, ties: "pro-rata" }],
    ["uniform, draw, half served (a SHA-256 a winner that ties)", { pricing: "uniform", quantity: half, ties: "draw", drawSeed: "00ff" }],
    ["uniform, time, everything served (all bids ranked)", { pricing: "uniform", quantity: "100000000000" }],
    [
      "uniform, time, limit per group that never bites (a sum a group)",
      { pricing: "uniform", quantity: half, bidderLimit: { shareOfQuantity: "0.01" } },
    ],
    [
      "uniform, time, limits that all bite, at half of what a group wants",
      { pricing: "uniform", quantity: quarter, bidderLimit: { quantity: halfOfGroup } },
    ],
    [
      "uniform, draw, limits that all bite, at half of what a group wants",
      { pricing: "uniform", quantity: quarter, bidderLimit: { quantity: halfOfGroup }, ties: "draw", drawSeed: "00ff" },
    ],
  ];
  for (const [name, terms] of cases) {
    const decoded = termsOf({ quantityStep: "1", ...terms });
    row(
      `${name}: price and quantities`,
      measure(() => timed(() => allot(decoded, book))),
    );
    row(
      `${name}: ranked awards in columns`,
      measure(() => timed(() => clearInColumns({ terms: decoded, bids: book }))),
    );
  }

  const plainTerms = termsOf({ pricing: "uniform", quantity: half, quantityStep: "1" });
  const wideBook = bookOf(writtenBids(generator(seed)).map((bid) => ({ ...bid, price: `${bid.price}00000000000001` })));
  const wide = measure(() => timed(() => clearInColumns({ terms: plainTerms, bids: wideBook })), { long: true });
  row("the first book with 18 to 20 digits a price: ranked awards in columns", wide);

  const bids = writtenBids(generator(seed));
  const text = JSON.stringify({ terms: { pricing: "uniform", quantity: half, quantityStep: "1" }, bids });
  console.log(`\ndecoding and encoding (${(text.length / 2 ** 20).toFixed(0)} MiB of JSON)`);
  row(
    "JSON.parse",
    measure(() => timed(() => JSON.parse(text)), { long: true }),
  );
  const document: unknown = JSON.parse(text);
  row(
    "decoding the parsed document to columns (all checks)",
    measure(() => timed(() => readClearingInput(document)), { long: true }),
  );
  const input = { terms: plainTerms, bids: book };
  const cleared = clearInColumns(input);
  invariant(cleared.allotment.clearingPrice?.eq(marginalCents / 100), "the margin lies among the tied bids");
  row(
    "building the documents of awards and rejections",
    measure(() => timed(() => writeResult(input, cleared)), { long: true }),
  );
  const result = writeResult(input, cleared);
  row(
    "JSON.stringify",
    measure(() => timed(() => JSON.stringify(result)), { long: true }),
  );
  console.log(`\npeak resident memory of a fresh process after each step, MiB: ${peakMemory(text)}`);
}

/** What a process of its own needs at most, after each step. */
function peakMemory(text: string): string {
  const folder = temporaryFolder("bench");
  try {
    const file = join(folder, "book.json");
    writeFileSync(file, text);
    return execFileSync(process.execPath, [fileURLToPath(new URL("./clearing-memory.ts", import.meta.url)), file], {
      encoding: "utf8",
    }).trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A shuffled book: prices 0.01 to 9,999.99 in cents, 2 % exactly at the margin, quantities 1 to 99, times in two hours, some 200 bids a bidder. */
function writtenBids(random: () => number): WrittenBid[] {
  const opening = Date.UTC(2026, 0, 15, 1, 30);
  return Array.from({ length: bidCount }, (_, index) => {
    const cents = random() < tiedShare ? marginalCents : 1 + Math.floor(random() * 999_999);
    return {
      id: `bid-${index}`,
      bidder: `bidder-${Math.floor(random() * bidderCount)}`,
      price: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`,
      quantity: String(1 + Math.floor(random() * 99)),
      receivedAt: new Date(opening + Math.floor(random() * 7_200_000)).toISOString(),
    };
  });
}

/** Milliseconds of sorting fresh random keys; making them isn't counted. */
function sortRandomKeys(): number {
  const keys = Float64Array.from({ length: bidCount }, Math.random);
  const start = performance.now();
  keys.sort();
  return performance.now() - start;
}

/** Milliseconds of a task. */
function timed(task: () => unknown): number {
  const start = performance.now();
  task();
  return performance.now() - start;
}

interface Measured {
  readonly milliseconds: number;
  /** To the sort. */
  readonly ratio: number;
}

/** The median of several measurements, and of their ratios to a sort before each, after some to let the compiler settle; long tasks are measured three times. */
function measure(measurement: () => number, { long = false } = {}): Measured {
  for (let run = 0; run < (long ? 1 : warmUps); run += 1) measurement();
  const pairs = Array.from({ length: long ? 3 : runs }, () => ({ sorting: sortRandomKeys(), task: measurement() }));
  const milliseconds = median(pairs.map(({ task }) => task));
  return { milliseconds, ratio: median(pairs.map(({ task, sorting }) => task / sorting)) };
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
