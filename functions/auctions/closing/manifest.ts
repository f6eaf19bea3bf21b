import * as z from "zod";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import type { SealedBid } from "../bidding/bid-sheets.ts";
import type { AuctionSecrets } from "../bidding/secrets.ts";
import { clear, readClearingInput } from "../clearing/clear.ts";
import type { ClearingResult } from "../clearing/schema.ts";
import type { Auction, Enrolment } from "../rows.ts";

/** Version of the clearing rules. Every rule change gets a new version, so that a manifest states the rules it was cleared by. */
const ruleVersion = 1;

/** One enrolment as sealed, with the ids of its steps in the book; `bid` is null if it never bid or withdrew. */
const sealedEnrolment = z.object({
  enrolmentId: z.string(),
  partyId: z.string(),
  partyName: z.string(),
  bid: z.object({ version: z.int(), receivedAt: z.string(), receiptHash: z.string(), bidIds: z.array(z.string()) }).nullable(),
});

/** The sealed book of an auction: all inputs of its result, as one immutable object. */
export const manifestSchema = z.object({
  auctionId: z.string(),
  ruleVersion: z.int(),
  schedule: z.object({ opensAt: z.string(), enrolsUntil: z.string(), closesAt: z.string() }),
  drawSeed: z.string().describe("Hashes to the announced seed hash"),
  reservePrice: z.string().nullable(),
  reservePriceSalt: z.string().nullable().describe("Salt that makes a confidential reserve price hash to the announced value"),
  enrolments: z.array(sealedEnrolment),
  clearing: z.unknown().describe("Terms and bids: the input of `ecovalue clear`"),
});
/** See the schema. */
export type Manifest = z.output<typeof manifestSchema>;

/** The text of a manifest: the same for the same seals, in whatever order they were made. */
export function manifestText(
  auction: Auction,
  secrets: AuctionSecrets,
  sealed: readonly { readonly enrolment: Enrolment; readonly bid: SealedBid | undefined }[],
): string {
  const { auctionId, schedule } = auction;
  const ordered = [...sealed].sort((a, b) => (a.enrolment.enrolmentId < b.enrolment.enrolmentId ? -1 : 1));
  const reservePrice = secrets.reserve?.price ?? auction.reservePrice;
  return canonicalJson({
    auctionId,
    ruleVersion,
    schedule,
    drawSeed: secrets.seed,
    reservePrice: reservePrice ? plain(reservePrice) : null,
    reservePriceSalt: secrets.reserve?.salt ?? null,
    enrolments: ordered.map(({ enrolment: { enrolmentId, partyId, partyName }, bid }) => ({
      ...{ enrolmentId, partyId, partyName },
      bid: bid
        ? { version: bid.version, receivedAt: bid.receivedAt, receiptHash: bid.receiptHash, bidIds: bid.steps.map(({ bidId }) => bidId) }
        : null,
    })),
    clearing: {
      terms: clearingTermsOf(auction, reservePrice && plain(reservePrice), secrets.seed),
      bids: ordered.flatMap(({ enrolment: { partyId, group }, bid }) =>
        (bid?.steps ?? []).map(({ bidId, price, quantity }) => ({
          ...{ id: bidId, bidder: partyId, group, price, quantity },
          receivedAt: bid?.receivedAt,
        })),
      ),
    },
  });
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
