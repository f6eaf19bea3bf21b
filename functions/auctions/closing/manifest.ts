import { type Manifest, manifestVersion } from "../../../shared/auctions/sealed-book.ts";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import type { SealedBid } from "../bidding/bid-sheets.ts";
import type { AuctionSecrets } from "../bidding/commitments.ts";
import { clear, readClearingInput } from "../clearing/clear.ts";
import type { ClearingResult } from "../clearing/schema.ts";
import type { Auction, Enrolment } from "../rows.ts";

/** Version of the clearing rules. Every rule change gets a new version, so that a manifest states the rules it was cleared by. */
export const ruleVersion = 1;

/** An enrolment with the bid of its sealed sheet; undefined if it never bid or withdrew. */
interface SealedSheet {
  readonly enrolment: Enrolment;
  readonly bid: SealedBid | undefined;
}

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
