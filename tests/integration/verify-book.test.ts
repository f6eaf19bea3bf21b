import { beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { publishedFile } from "../../bin/commands/verify/published.ts";
import { verifyCommand } from "../../bin/commands/verify/verify.ts";
import { receiptText } from "../../functions/auctions/bidding/bid-rules.ts";
import { clear, readClearingInput } from "../../functions/auctions/clearing/clear.ts";
import { resultText } from "../../functions/auctions/closing/manifest.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { type AuctionHouse, openAuctionHouse } from "../support/auction-house.ts";

type Json = Record<string, unknown>;
type Bid = { price: string; quantity: string; bidder: string; receivedAt: string; id: string };
type Sealed = {
  enrolments: {
    partyId: string;
    excludedFor: string[];
    bid: { receiptHash: string; receiptSalt: string; version: number; bidIds: string[] } | null;
  }[];
  clearing: { terms: Json; bids: Bid[] };
  excludedBids: Bid[];
  drawSeed: string;
} & Json;

/** An exported book with its texts read, to be altered. */
interface Opened {
  readonly manifest: Sealed;
  readonly result: { clearingPrice: string; awards: { price: string; amount: string; bidder: string }[] } & Json;
}

const opened = (book: Json): Opened => ({ manifest: JSON.parse(String(book.manifest)), result: JSON.parse(String(book.result)) });
/** A book with other contents; where `hashed`, with the hashes that they have. */
function altered(book: Json, alter: (opened: Opened) => unknown, hashed = false): Json {
  const contents = opened(book);
  alter(contents);
  const [manifest, result] = [JSON.stringify(contents.manifest), `${JSON.stringify(contents.result, undefined, 2)}\n`];
  return { ...book, manifest, result, ...(hashed && { manifestHash: sha256(manifest), resultHash: sha256(result) }) };
}
function must<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error("the book has no such thing");
  return value;
}

describe("ecovalue verify, on the exported book of an auction", () => {
  let house: AuctionHouse;
  let book: Json;
  let auction: Json;
  beforeAll(async () => {
    house = await openAuctionHouse();
    const auctionId = await house.announce({ ties: "draw" }, { reservePrice: { price: "4000", confidential: true } });
    const bidders = await Promise.all(Array.from({ length: 4 }, () => house.bidder()));
    for (const bidder of bidders) await house.enrol(auctionId, bidder, "5");
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    const [first = must(bidders[0]), second, excluded] = bidders;
    await house.bid(auctionId, first, [["4500", "2"]]);
    await house.bid(auctionId, first, [
      ["4510", "3"],
      ["4310", "2"],
    ]);
    await house.bid(auctionId, must(second), [["4390", "5"]]);
    await house.bid(auctionId, must(excluded), [["4600", "5"]]);
    const exclusion = { path: `/parties/${must(excluded).partyId}/exclusions`, body: { list: "dishonest-debtor", documentNumber: "EZ-9" } };
    await house.call({ as: house.operator, method: "POST", ...exclusion });
    await house.close(auctionId);
    book = (await house.call({ as: house.operator, method: "GET", path: `/auctions/${auctionId}/book` })).body;
    auction = (await house.call({ method: "GET", path: `/auctions/${auctionId}` })).body;
  });

  function verdict(
    document: unknown,
    published?: unknown,
  ): z.output<typeof verifyCommand.output> & { verified: boolean; differences: { pointer: string; detail: string }[] } {
    const outcome = verifyCommand.run(document, published);
    if (!outcome.ok) throw new Error(`${outcome.refusal.pointer}: ${outcome.refusal.detail}`);
    return verifyCommand.output.parse(outcome.value) as ReturnType<typeof verdict>;
  }
  const said = (document: unknown, published?: unknown) => verifyCommand.verdict?.(verdict(document, published));
  const readPublished = (published: unknown) => publishedFile.read(Buffer.from(JSON.stringify(published)));
  const publishedOf = (published: Json) => {
    const read = readPublished(published);
    if (!read.ok) throw new Error(read.refusal.errors.join());
    return read.value;
  };

  it("recomputes hashes, the receipt of every bid and the result, those left out included, and compares what was published", () => {
    expect(verdict(book, publishedOf(auction))).toMatchObject({
      ...{ kind: "auction-book", subject: auction.auctionId, verified: true, differences: [] },
      recomputed: { manifestHash: auction.manifestHash, resultHash: auction.resultHash, seedHash: auction.seedHash },
    });
    expect(verdict(book)).toMatchObject({ recomputed: { reservePriceHash: auction.reservePriceHash } });
    const { manifest } = opened(book);
    expect(manifest.enrolments.filter(({ bid }) => bid).length).toBe(3);
    expect(manifest.excludedBids.length).toBe(1);
    expect(said(book)).toBeUndefined();
  });

  it.each<[what: string, alter: (opened: Opened) => unknown, pointer: RegExp, detail: RegExp]>([
    [
      "a digit of a bid's price",
      ({ manifest }) => Object.assign(must(manifest.clearing.bids[0]), { price: "4520" }),
      /^\/manifest\/enrolments\/\d\/bid\/receiptHash$/,
      /should be/,
    ],
    [
      "a digit of a bid's quantity",
      ({ manifest }) => Object.assign(must(manifest.clearing.bids[1]), { quantity: "1" }),
      /^\/manifest\/enrolments\/\d\/bid\/receiptHash$/,
      /should be/,
    ],
    [
      "the price of a bid that was left out",
      ({ manifest }) => Object.assign(must(manifest.excludedBids[0]), { price: "1" }),
      /^\/manifest\/enrolments\/\d\/bid\/receiptHash$/,
      /should be/,
    ],
    [
      "a receipt",
      ({ manifest }) => Object.assign(must(manifest.enrolments.find(({ bid }) => bid)?.bid), { receiptHash: "0".repeat(64) }),
      /^\/manifest\/enrolments\/\d\/bid\/receiptHash$/,
      /is "0000/,
    ],
    [
      "the salt of a receipt",
      ({ manifest }) => Object.assign(must(manifest.enrolments.find(({ bid }) => bid)?.bid), { receiptSalt: "00" }),
      /^\/manifest\/enrolments\/\d\/bid\/receiptHash$/,
      /should be/,
    ],
    [
      "the time of a bid",
      ({ manifest }) => Object.assign(must(manifest.clearing.bids[0]), { receivedAt: "2026-03-02T01:00:00.000Z" }),
      /^\/manifest\/clearing\/bids\/0\/receivedAt$/,
      /is "2026-03-02T01:00:00.000Z"/,
    ],
    [
      "the bidder of a bid",
      ({ manifest }) => Object.assign(must(manifest.clearing.bids[0]), { bidder: "another" }),
      /^\/manifest\/clearing\/bids\/0\/bidder$/,
      /is "another"/,
    ],
    [
      "a bid that was dropped",
      ({ manifest }) => manifest.clearing.bids.shift(),
      /^\/manifest\/enrolments\/\d\/bid\/bidIds\/\d$/,
      /is missing from the book/,
    ],
    [
      "a bid that nobody made",
      ({ manifest }) => manifest.clearing.bids.push({ ...must(manifest.clearing.bids[0]), id: "made-up" }),
      /^\/manifest\/clearing\/bids\/3$/,
      /belongs to no enrolment/,
    ],
    [
      "a bid that stands twice",
      ({ manifest }) => manifest.clearing.bids.push(must(manifest.clearing.bids[0])),
      /^\/manifest\/clearing\/bids$/,
      /two bids have one id/,
    ],
    [
      "a bid that was left out although its member was not excluded",
      ({ manifest }) => manifest.excludedBids.push(must(manifest.clearing.bids.pop())),
      /^\/manifest\/excludedBids\/1$/,
      /left out, and its member was not excluded/,
    ],
    [
      "the bid of an excluded member that was cleared",
      ({ manifest }) => manifest.clearing.bids.push(must(manifest.excludedBids.pop())),
      /^\/manifest\/clearing\/bids\/3$/,
      /cleared, and its member was excluded/,
    ],
    [
      "the reserve price that it was cleared with",
      ({ manifest }) => Object.assign(manifest.clearing.terms, { reservePrice: "4400" }),
      /^\/manifest\/clearing\/terms\/reservePrice$/,
      /is "4400"/,
    ],
    [
      "the seed of the draw",
      ({ manifest }) => Object.assign(manifest.clearing.terms, { drawSeed: "another" }),
      /^\/manifest\/clearing\/terms\/drawSeed$/,
      /is "another"/,
    ],
    [
      "an awarded price",
      ({ result }) => Object.assign(must(result.awards[0]), { price: "4511" }),
      /^\/result\/awards\/0\/price$/,
      /is "4511", should be "4510"/,
    ],
    [
      "a winner",
      ({ result }) => Object.assign(must(result.awards[0]), { bidder: "another" }),
      /^\/result\/awards\/0\/bidder$/,
      /is "another"/,
    ],
    ["a dropped award", ({ result }) => result.awards.pop(), /^\/result\/awards\/2$/, /is nothing/],
    ["the clearing price", ({ result }) => Object.assign(result, { clearingPrice: "1" }), /^\/result\/clearingPrice$/, /is "1"/],
  ])("names %s, also where the hashes were recomputed", (_, alter, pointer, detail) => {
    for (const hashed of [false, true]) {
      const { verified, differences } = verdict(altered(book, alter, hashed));
      expect(verified).toBe(false);
      expect(differences[0]).toEqual({ pointer: expect.stringMatching(pointer), detail: expect.stringMatching(detail) });
      expect(differences.some((each) => /^\/(?:manifest|result)Hash$/.test(each.pointer))).toBe(!hashed);
    }
  });

  it("names what differs where a text, a hash or the result of another auction stands in the place of the right one", () => {
    const other = { ...book, result: String(book.result).replace('"cleared"', '"negotiate"') };
    expect(said(other)).toContain('not verified: /result/outcome: is "negotiate", should be "cleared" (and 1 more)');
    expect(said({ ...book, manifestHash: "0".repeat(64) })).toContain("/manifestHash: is");
    expect(said({ ...book, manifest: `${String(book.manifest)} ` })).toContain("/manifestHash: is");
    expect(said({ ...book, result: `${String(book.result)} ` })).toContain("in another notation");
    expect(said({ ...book, result: "[".repeat(100_000) + "]".repeat(100_000) })).toContain("/result: objects and arrays at most 64 deep");
    expect(said({ ...book, manifest: "{" })).toContain("/manifest: not JSON");
    expect(said({ ...book, manifest: "{}" })).toContain("/manifest/manifestVersion: required: 1");
    expect(said(altered(book, ({ manifest }) => Object.assign(manifest, { manifestVersion: 2 })))).toContain(
      "/manifest/manifestVersion: 1",
    );
    expect(said(altered(book, ({ manifest }) => Object.assign(manifest, { ruleVersion: 2 })))).toContain(
      "/manifest/ruleVersion: rules of another version",
    );
  });

  it("finds a book that was forged as a whole by what was published", () => {
    const forged = altered(
      book,
      ({ manifest, result }) => {
        // Its loser never enrolled: no bid, no receipt, no trace inside the book.
        const [loser] = manifest.enrolments.filter(({ bid }) => !bid);
        manifest.enrolments = manifest.enrolments.filter((enrolment) => enrolment !== loser);
        expect(result.awards.length).toBe(3);
      },
      true,
    );
    expect(verdict(forged)).toMatchObject({ verified: true });
    expect(said(forged, publishedOf(auction))).toContain("/published/manifestHash");
  });

  it("refuses what is no document of the exchange, or lacks a part of one", () => {
    expect(verifyCommand.run({ terms: {} })).toMatchObject({ refusal: { pointer: "", detail: expect.stringContaining("sealed book") } });
    expect(verifyCommand.run([])).toMatchObject({ ok: false });
    expect(verifyCommand.run({ ...book, resultHash: undefined })).toMatchObject({ refusal: { pointer: "/resultHash" } });
    expect(verifyCommand.run({ ...book, manifestHash: "x" })).toMatchObject({
      refusal: { detail: expect.stringContaining("a SHA-256") },
    });
  });

  /** The winner's price is another, with everything in the book that depends on it: nothing inside the book tells. */
  function forgery(): Json {
    const { manifest } = opened(book);
    const bid = must(manifest.clearing.bids.find(({ price }) => price === "4390"));
    bid.price = "4010";
    const { enrolmentId, bid: sheet } = must(manifest.enrolments.find((each) => each.bid?.bidIds.includes(bid.id))) as never as {
      enrolmentId: string;
      bid: { version: number; receivedAt: string; receiptSalt: string; receiptHash: string; bidIds: string[] };
    };
    const steps = [{ bidId: bid.id, price: decimal(bid.price), quantity: decimal(bid.quantity) }];
    const { version, receivedAt, receiptSalt: salt } = sheet;
    sheet.receiptHash = sha256(receiptText({ enrolmentId, version, steps, receivedAt, salt }));
    const cleared = readClearingInput(manifest.clearing);
    if (!cleared.ok) throw new Error(cleared.refusal.detail);
    const [text, result] = [JSON.stringify(manifest), resultText(clear(cleared.value))];
    return { manifest: text, manifestHash: sha256(text), result, resultHash: sha256(result) };
  }

  it("takes what was published from its own file only: a forged book can't bring it along", () => {
    const forged = forgery();
    expect(verdict(forged)).toMatchObject({ verified: true });
    expect(said(forged, publishedOf(auction))).toContain("/published/manifestHash");
    const { manifestHash, resultHash } = forged;
    expect(verifyCommand.run({ ...forged, published: { manifestHash, resultHash } })).toMatchObject({ refusal: { pointer: "/published" } });
  });

  it("compares with the published answer of the same auction, and of none before its close", () => {
    const { manifestHash: _, resultHash: __, ...early } = auction;
    expect(readPublished(early)).toMatchObject({ refusal: { errors: [expect.stringMatching(/^\/manifestHash: missing: .* has ended$/)] } });
    expect(readPublished({ ...early, manifestHash: auction.manifestHash })).toMatchObject({
      refusal: { errors: [expect.stringMatching(/^\/resultHash: missing/)] },
    });
    expect(said(book, publishedOf({ ...auction, auctionId: "another" }))).toContain('/published/auctionId: is "another"');
  });

  it("compares the book alone where a sale failed at a confidential reserve price, which withholds the result", () => {
    const { resultHash: _, ...withheld } = auction;
    expect(said(book, publishedOf({ ...withheld, outcome: "negotiate" }))).toBeUndefined();
    expect(said(forgery(), publishedOf({ ...withheld, outcome: "negotiate" }))).toContain("/published/manifestHash");
  });

  it("says what is wrong with a published file", () => {
    expect(readPublished({ ...auction, manifestHash: "x", seedHash: null })).toMatchObject({
      refusal: { errors: [expect.stringMatching(/^\/manifestHash: .*SHA-256/), expect.stringMatching(/^\/seedHash: /)] },
    });
    for (const none of [[], null, "x"]) expect(readPublished(none)).toMatchObject({ refusal: { errors: ["not a JSON object"] } });
  });

  it("names a value of a book that can't be computed with, instead of failing", () => {
    const odd = altered(
      book,
      ({ manifest }) =>
        Object.assign(manifest, {
          reservePrice: "abc",
          clearing: { ...manifest.clearing, terms: { ...manifest.clearing.terms, reservePrice: "abc" } },
        }),
      true,
    );
    expect(said(odd)).toContain("/manifest/reservePrice: ");
    const termsOnly = altered(
      book,
      ({ manifest }) => Object.assign(manifest.clearing.terms, { reservePrice: "abc", quantity: "1e3" }),
      true,
    );
    expect(said(termsOnly)).toContain("/manifest/clearing/terms/reservePrice");
  });

  it("gives a verdict on a book whatever stands in any of its places", () => {
    const odd = ["abc", "1e400", "", "\ud800", "-0", -1, 1e300, null, {}, [], [[]]];
    const places = function* (within: unknown): Generator<readonly [Json, string]> {
      if (typeof within !== "object" || within === null) return;
      for (const [name, value] of Object.entries(within)) {
        yield [within as Json, name];
        yield* places(value);
      }
    };
    const { manifest } = opened(book);
    for (const [within, name] of places(manifest)) {
      const right = within[name];
      for (const value of odd) {
        within[name] = value;
        const text = JSON.stringify(manifest);
        expect(() => verdict({ ...book, manifest: text, manifestHash: sha256(text) }), `${name}: ${JSON.stringify(value)}`).not.toThrow();
      }
      within[name] = right;
    }
  });

  it("tells rules of another version also where they have another form", () => {
    const other = altered(book, ({ manifest }) => Object.assign(manifest, { ruleVersion: "2026-2", reservePrice: { amount: 1 } }), true);
    expect(said(other)).toContain("/manifest/ruleVersion: rules of another version than 1");
  });

  it("refuses a sealed book that names a member twice, of which another reader takes the other", () => {
    const manifest = String(book.manifest).replace("{", '{"drawSeed":"forged",');
    expect(said({ ...book, manifest, manifestHash: sha256(manifest) })).toContain('/manifest: the member "drawSeed" occurs twice');
  });
});
