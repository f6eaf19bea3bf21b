import * as z from "zod";
import { receiptText } from "../../../functions/auctions/bidding/bid-rules.ts";
import { commitmentsOf } from "../../../functions/auctions/bidding/commitments.ts";
import { clear, readClearingInput } from "../../../functions/auctions/clearing/clear.ts";
import { writtenBid } from "../../../functions/auctions/clearing/schema.ts";
import { resultText, ruleVersion } from "../../../functions/auctions/closing/manifest.ts";
import { type Manifest, manifestSchema } from "../../../shared/auctions/sealed-book.ts";
import { decimal, decimalPattern } from "../../../shared/kernel/decimal.ts";
import { expectation } from "../../../shared/kernel/expectations.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { invalidInputOf } from "../../../shared/kernel/invalid-input.ts";
import { sha256Hex } from "../../../shared/kernel/schemas.ts";
import { readDocument } from "../document.ts";
import { type Check, type Difference, differing, firstDifference, type Kind } from "./judgement.ts";

const bookSchema = z.strictObject({
  manifest: z.string().describe("The sealed book, as the text that was hashed"),
  manifestHash: sha256Hex.describe("SHA-256 of `manifest`"),
  result: z.string().describe("The result, as the text that was hashed"),
  resultHash: sha256Hex.describe("SHA-256 of `result`"),
});
const clearingOf = z.looseObject({
  terms: z.looseObject({ reservePrice: z.string().nullish(), drawSeed: z.string().optional() }),
  bids: z.array(writtenBid),
});

/** The manifest as far as it is computed with: nothing in it is converted before it fits this. */
const sealedBook = manifestSchema.extend({
  reservePrice: z.string().regex(decimalPattern).nullable(),
  clearing: clearingOf,
  excludedBids: z.array(writtenBid),
});

type SealedBook = z.output<typeof sealedBook>;
type Enrolment = Manifest["enrolments"][number];
type BookedBid = z.output<typeof writtenBid>;

/** A sealed book with its result. */
export const book: Kind = {
  name: "auction-book",
  what: "the sealed book of an auction, GET /auctions/{auctionId}/book",
  help: `Of a book are recomputed: the hashes of manifest and result, every bidder's receipt from its steps and salt, that each bid belongs to
an enrolment and is cleared unless its member was excluded, and the whole result. A book that was altered as a whole, with all its
hashes, differs from what was published after the close: compare "recomputed" with it, or name the published file. What was published is
taken from that file only.`,
  schema: bookSchema,
  judge(document) {
    const { manifest, manifestHash, result, resultHash } = bookSchema.parse(document, { error: expectation });
    const hashes: Check[] = [
      { check: "manifest hash", differences: differing("/manifestHash", manifestHash, sha256(manifest)) },
      { check: "result hash", differences: differing("/resultHash", resultHash, sha256(result)) },
    ];
    const sealed = read(manifest);
    if ("differences" in sealed) return { subject: "unknown", checks: [sealed, ...hashes], recomputed: {} };
    const placed = placedBids(sealed);
    return {
      subject: sealed.auctionId,
      checks: [
        { check: "every bid belongs to an enrolment", differences: placesOf(sealed, placed) },
        { check: "every receipt", differences: sealed.enrolments.flatMap((enrolment, index) => receipt(enrolment, index, placed)) },
        { check: "reserve price and seed", differences: termsOf(sealed) },
        { check: "result", differences: resultOf(sealed, result) },
        ...hashes,
      ],
      recomputed: { ...committed(sealed), manifestHash: sha256(manifest), resultHash: sha256(result) },
    };
  },
};

/** Reads a manifest; a check that fails if it can't be one. */
function read(text: string): SealedBook | Check {
  const fails = (pointer: string, detail: string): Check => ({ check: "manifest", differences: [{ pointer, detail }] });
  const document = readDocument(text);
  if (!document.ok) return fails("/manifest", document.refusal.detail);
  // First of all: other rules may have books of another form.
  const versioned = z.looseObject({ ruleVersion: z.unknown() }).safeParse(document.value);
  const sealedBy = versioned.data?.ruleVersion ?? ruleVersion;
  if (sealedBy !== ruleVersion) return fails("/manifest/ruleVersion", `rules of another version than ${ruleVersion}`);
  const parsed = sealedBook.safeParse(document.value, { error: expectation });
  if (!parsed.success) {
    const { pointer, detail } = invalidInputOf(parsed.error, ["manifest"]).refusal;
    return fails(pointer, detail);
  }
  return parsed.data;
}

/** A bid of the book, where it stands, and whether it was cleared or left out. */
interface PlacedBid {
  readonly bid: BookedBid;
  readonly pointer: string;
  readonly cleared: boolean;
}
type Placed = ReadonlyMap<string, PlacedBid>;

/** Every bid of the book by its id, with its place. */
function placedBids({ clearing, excludedBids }: SealedBook): Placed {
  const placed = (bids: readonly BookedBid[], list: string, cleared: boolean) =>
    bids.map((bid, index): [string, PlacedBid] => [bid.id, { bid, pointer: `/manifest/${list}/${index}`, cleared }]);
  return new Map([...placed(clearing.bids, "clearing/bids", true), ...placed(excludedBids, "excludedBids", false)]);
}

/** Bids that are missing, that nobody made, that are another's, or that are cleared although their member was excluded. */
function placesOf({ enrolments, clearing, excludedBids }: SealedBook, placed: Placed): Difference[] {
  const claimed = new Set<string>();
  const found: Difference[] = [];
  for (const [index, { partyId, excludedFor, bid: sheet }] of enrolments.entries()) {
    for (const [step, id] of (sheet?.bidIds ?? []).entries()) {
      const at = `/manifest/enrolments/${index}/bid/bidIds/${step}`;
      const entry = placed.get(id);
      if (claimed.has(id)) found.push({ pointer: at, detail: `the bid ${id} is claimed twice` });
      claimed.add(id);
      if (!entry) {
        found.push({ pointer: at, detail: `the bid ${id} is missing from the book` });
        continue;
      }
      const { bid, pointer, cleared } = entry;
      found.push(
        ...differing(`${pointer}/bidder`, bid.bidder, partyId),
        ...differing(`${pointer}/receivedAt`, bid.receivedAt, sheet?.receivedAt),
      );
      const counts = excludedFor.length === 0;
      if (cleared !== counts)
        found.push({ pointer, detail: counts ? "left out, and its member was not excluded" : "cleared, and its member was excluded" });
    }
  }
  const all = clearing.bids.length + excludedBids.length;
  if (placed.size !== all) found.push({ pointer: "/manifest/clearing/bids", detail: "two bids have one id" });
  for (const [id, { pointer }] of placed) if (!claimed.has(id)) found.push({ pointer, detail: `the bid ${id} belongs to no enrolment` });
  return found;
}

/** The receipt that an enrolment's bid was given, from its steps in the book and its salt. */
function receipt({ enrolmentId, bid }: Enrolment, index: number, placed: Placed): Difference[] {
  if (!bid) return [];
  const { version, receivedAt, receiptSalt: salt, receiptHash, bidIds } = bid;
  const steps = bidIds.flatMap((bidId) => {
    const step = placed.get(bidId)?.bid;
    return step ? [{ bidId, price: decimal(step.price), quantity: decimal(step.quantity) }] : [];
  });
  const recomputed = sha256(receiptText({ enrolmentId, version, steps, receivedAt, salt }));
  return differing(`/manifest/enrolments/${index}/bid/receiptHash`, receiptHash, recomputed);
}

/** The reserve price and the seed that were cleared with are those that the book says it was sealed with. */
function termsOf({ clearing: { terms }, reservePrice, drawSeed }: SealedBook): Difference[] {
  const ofSeed = terms.drawSeed === undefined ? [] : differing("/manifest/clearing/terms/drawSeed", terms.drawSeed, drawSeed);
  return [...differing("/manifest/clearing/terms/reservePrice", terms.reservePrice ?? null, reservePrice), ...ofSeed];
}

/** The result that the book clears to. */
function resultOf({ clearing }: SealedBook, result: string): Difference[] {
  const input = readClearingInput(clearing);
  if (!input.ok) return [{ pointer: `/manifest/clearing${input.refusal.pointer}`, detail: input.refusal.detail }];
  const recomputed = clear(input.value);
  if (resultText(recomputed) === result) return [];
  const stands = readDocument(result);
  if (!stands.ok) return [{ pointer: "/result", detail: stands.refusal.detail }];
  const [first] = firstDifference(stands.value, recomputed, "/result");
  return [first ?? { pointer: "/result", detail: "the same values as recomputed, in another notation" }];
}

/** The hashes that the announcement committed to, and that of all receipts. */
function committed({ drawSeed: seed, reservePrice, reservePriceSalt }: SealedBook) {
  const reserve = reservePrice !== null && reservePriceSalt !== null ? { price: decimal(reservePrice), salt: reservePriceSalt } : undefined;
  const { seedHash, reservePriceHash } = commitmentsOf({ seed, reserve });
  return { seedHash, ...(reservePriceHash !== undefined && { reservePriceHash }) };
}
