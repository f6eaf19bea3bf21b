import * as z from "zod";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import type { SealedBid } from "../bidding/bid-sheets.ts";
import type { AuctionSecrets } from "../bidding/commitments.ts";
import { clear, readClearingInput } from "../clearing/clear.ts";
import type { ClearingResult } from "../clearing/schema.ts";
import type { Auction, Enrolment } from "../rows.ts";
import { exclusionGround } from "../vocabulary.ts";

/** Version of the clearing rules. Every rule change gets a new version, so that a manifest states the rules it was cleared by. */
export const ruleVersion = 1;

/** Version of the form of a manifest, apart from the rules: whoever verifies an old one has to know what it holds. */
const manifestVersion = 1;

/** One enrolment as sealed, with the ids of its steps in the book; `bid` is null if it never bid or withdrew. */
const sealedEnrolment = z.object({
  enrolmentId: z.string(),
  partyId: z.string(),
  partyName: z.string(),
  excludedFor: z
    .array(exclusionGround)
    .describe("Exclusion lists its member was on at the seal, and its standing if not admitted: no bid of it was cleared"),
  bid: z
    .object({ version: z.int(), receivedAt: z.string(), receiptHash: z.string(), receiptSalt: z.string(), bidIds: z.array(z.string()) })
    .nullable(),
});

/** An enrolment with the bid of its sealed sheet; undefined if it never bid or withdrew. */
interface SealedSheet {
  readonly enrolment: Enrolment;
  readonly bid: SealedBid | undefined;
}

/** The sealed book of an auction: all inputs of its result, as one immutable object. */
export const manifestSchema = z.object({
  manifestVersion: z.literal(manifestVersion).describe("Version of the form of this object"),
  auctionId: z.string(),
  ruleVersion: z.int(),
  schedule: z.object({ opensAt: z.string(), enrolsUntil: z.string(), closesAt: z.string() }),
  drawSeed: z.string().describe("Hashes to the announced seed hash"),
  reservePrice: z.string().nullable(),
  reservePriceSalt: z.string().nullable().describe("Salt that makes a confidential reserve price hash to the announced value"),
  reservePriceDocument: z.string().nullable().describe("Document that allows the reserve price to be below the base price"),
  enrolments: z.array(sealedEnrolment),
  clearing: z.unknown().describe("Terms and bids: the input of `ecovalue clear`"),
  excludedBids: z.unknown().describe("Bids of excluded members as they would have been cleared"),
});
/** See the schema. */
export type Manifest = z.output<typeof manifestSchema>;

/** The text of a manifest: the same for the same seals and exclusions, in whatever order they were made. */
export function manifestText(
  auction: Auction,
  secrets: AuctionSecrets,
  sealed: readonly SealedSheet[],
  excluded: ReadonlyMap<string, readonly string[]>,
): string {
  const { auctionId, schedule } = auction;
  const ordered = [...sealed].sort((a, b) => (a.enrolment.enrolmentId < b.enrolment.enrolmentId ? -1 : 1));
  const groups = groupsOf(ordered);
  const groundsOf = ({ enrolment }: SealedSheet): readonly string[] => excluded.get(enrolment.partyId) ?? [];
  const bidsOf = (sheets: readonly SealedSheet[]) =>
    sheets.flatMap(({ enrolment: { partyId }, bid }) =>
      (bid?.steps ?? []).map(({ bidId, price, quantity }) => ({
        ...{ id: bidId, bidder: partyId, group: groups.get(partyId), price, quantity },
        receivedAt: bid?.receivedAt,
      })),
    );
  const reservePrice = secrets.reserve?.price ?? auction.reservePrice;
  return canonicalJson({
    auctionId,
    manifestVersion,
    ruleVersion,
    schedule,
    drawSeed: secrets.seed,
    reservePrice: reservePrice ? plain(reservePrice) : null,
    reservePriceSalt: secrets.reserve?.salt ?? null,
    reservePriceDocument: secrets.reserve?.documentNumber ?? auction.reservePriceDocument ?? null,
    enrolments: ordered.map((sheet) => ({
      ...sealedView(sheet),
      excludedFor: [...groundsOf(sheet)],
    })),
    clearing: {
      terms: clearingTermsOf(auction, reservePrice && plain(reservePrice), secrets.seed),
      bids: bidsOf(ordered.filter((sheet) => groundsOf(sheet).length === 0)),
    },
    excludedBids: bidsOf(ordered.filter((sheet) => groundsOf(sheet).length > 0)),
  });
}

function sealedView({ enrolment: { enrolmentId, partyId, partyName }, bid }: SealedSheet) {
  const { version, receivedAt, receiptHash, receiptSalt } = bid ?? {};
  return {
    enrolmentId,
    partyId,
    partyName,
    bid: bid ? { version, receivedAt, receiptHash, receiptSalt, bidIds: bid.steps.map(({ bidId }) => bidId) } : null,
  };
}

/**
 * The group of every member: that of its latest enrolment, so that a member that joined or left associates between two enrolments still
 * counts once.
 */
function groupsOf(sheets: readonly SealedSheet[]): ReadonlyMap<string, string> {
  const byTime = sheets.map(({ enrolment }) => enrolment).sort((a, b) => (a.enrolledAt < b.enrolledAt ? -1 : 1));
  return new Map(byTime.map(({ partyId, group }) => [partyId, group]));
}

/** The part of the terms that clearing needs. */
function clearingTermsOf({ terms }: Auction, reservePrice: string | undefined, drawSeed: string) {
  const { pricing, uniformPrice, lot, quantityStep, priceTick, years, ties, undersubscribed, minimumBidders, bidderLimit, winnersShare } =
    terms;
  return {
    ...{ pricing, uniformPrice, quantity: lot.quantity, quantityStep, priceTick, years, reservePrice },
    ...{ ties, undersubscribed, minimumBidders, bidderLimit, winnersShare },
    ...(ties === "draw" && { drawSeed }),
  };
}

/** Reads a stored manifest. */
export function readManifest(text: string): Manifest {
  return manifestSchema.parse(JSON.parse(text));
}

/** Clears a manifest: the same pure function as `ecovalue clear`. */
export function clearManifest(manifest: Manifest): ClearingResult {
  const input = readClearingInput(manifest.clearing);
  invariant(input.ok, "a sealed book can be cleared");
  return clear(input.value);
}

/** The text of a result, byte for byte what `ecovalue clear` prints. */
export function resultText(result: ClearingResult): string {
  return `${JSON.stringify(result, undefined, 2)}\n`;
}
