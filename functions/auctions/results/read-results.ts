import { type Manifest, readManifest } from "../../../shared/auctions/sealed-book.ts";
import type { Call } from "../../../shared/http/api-handler.ts";
import { Decimal, decimal, formatFen, plain, sum } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { PublishedPart } from "../../../shared/records/published.ts";
import { areaOfLot, withholdsReservePrice } from "../auction.ts";
import { type ClearingResult, clearingResult } from "../clearing/schema.ts";
import type { auctionsEndpoints } from "../contract.ts";
import type { AuctionsPorts } from "../ports.ts";
import { areasOfTrade, tradeParticulars } from "../trade.ts";
import { awardView, deliveryOf, enrolmentView } from "../views.ts";

/** Lambda responses are limited to 6 MB; the two texts together stay well below. */
const maximumBytes = 4_000_000;

/** One of the caller's own enrolments, with its award once the auction is cleared. */
export async function readOwnEnrolment({ own }: AuctionsPorts, { caller, params }: Call<typeof auctionsEndpoints.readOwnEnrolment>) {
  const { auction, enrolment, award } = await own.participation(params);
  if (!auction || enrolment?.partyId !== caller.partyId) return refuse({ code: "not-found" });
  const shown = auction.state === "cleared" && award ? { award: awardView(award) } : {};
  return accept({ response: { ...enrolmentView(enrolment), ...shown } });
}

/** The confirmation sheet of a settled award: the caller's own, or those of the lot's and of the site's area for authorities. */
export async function readConfirmation({ own }: AuctionsPorts, { caller, params }: Call<typeof auctionsEndpoints.readConfirmation>) {
  const { auction, enrolment, award } = await own.participation(params);
  if (!auction || !enrolment) return refuse({ code: "not-found" });
  const { partyId } = enrolment;
  if (!scopeOf(caller).sees({ partyId, areas: areasOfTrade(auction.terms, enrolment) })) return refuse({ code: "not-found" });
  if (auction.state !== "cleared" || !award) return refuse({ code: "not-found" });
  if (award.state !== "settled") return refuse({ code: "not-settled", state: award.state });
  return accept({
    response: {
      ...tradeParticulars(auction, enrolment),
      ...deliveryOf(auction, award, enrolment),
      award: awardView(award),
      settledAt: required(award.settledAt, "instant of settlement"),
    },
  });
}

/** The public result: aggregates, winners, and what anyone needs to verify it. */
export async function readBulletin({ own, evidence }: AuctionsPorts, { params }: Call<typeof auctionsEndpoints.readBulletin>) {
  const auction = await own.auction(params.auctionId);
  if (!auction) return refuse({ code: "not-found" });
  const { auctionId, terms, state, endedAt, reason, manifestHash, resultHash } = auction;
  if (!endedAt) return refuse({ code: "not-ended", state });
  const basics = { auctionId, title: terms.title, endedAt, quantity: plain(terms.lot.quantity), ...(reason && { reason }) };
  // The bids of a cancelled auction stay sealed: there is nothing more to publish.
  if (!manifestHash || !resultHash) return accept({ response: { ...basics, outcome: "cancelled" as const } });
  const [manifest, result] = await Promise.all([evidence.manifest(auctionId), evidence.result(auctionId)]);
  const [book, cleared] = [readManifest(manifest), clearingResult.parse(JSON.parse(result))];
  const ofReserve = withholdsReservePrice(auction) ? {} : { resultHash, ...reserveView(book, cleared) };
  return accept({ response: { ...basics, manifestHash, ...openedView(book, cleared, terms.publishes), ...ofReserve } });
}

/** What a result says to everybody, whatever becomes of a confidential reserve price. */
function openedView({ enrolments, drawSeed }: Manifest, result: ClearingResult, published: readonly PublishedPart[]) {
  const { outcome, clearingPrice, sold, unsold, awards } = result;
  const names = new Map(enrolments.map(({ partyId, partyName }) => [partyId, partyName]));
  const bidders = (which: (enrolment: Manifest["enrolments"][number]) => boolean): number =>
    new Set(enrolments.filter((enrolment) => enrolment.bid && which(enrolment)).map(({ partyId }) => partyId)).size;
  const shows = (part: PublishedPart): boolean => published.includes(part);
  const winners = [...Map.groupBy(awards, ({ bidder }) => bidder)].map(([bidder, own]) => ({
    ...(shows("winner-name") && { partyName: names.get(bidder) ?? bidder }),
    ...(shows("quantity") && { quantity: plain(sum(own.map(({ quantity }) => decimal(quantity)))) }),
    // An amount is the price of a quantity: it tells either by the other.
    ...(shows("quantity") && shows("price") && { amount: formatFen(sum(own.map(({ amount }) => decimal(amount)))) }),
  }));
  return {
    ...{ outcome, sold, unsold, drawSeed },
    ...((shows("winner-name") || shows("quantity")) && { winners }),
    ...(clearingPrice !== null && { clearingPrice, topPrice: plain(Decimal.max(...awards.map(({ price }) => price))) }),
    turnover: formatFen(sum(awards.map(({ amount }) => decimal(amount)))),
    bidders: bidders(({ excludedFor }) => excludedFor.length === 0),
    excludedBidders: bidders(({ excludedFor }) => excludedFor.length > 0),
    receiptHashes: enrolments.flatMap(({ bid }) => bid?.receiptHash ?? []).sort(),
  };
}

/** The reserve price, and the figures that depend on which bids reached it. */
function reserveView({ reservePrice, reservePriceSalt, reservePriceDocument }: Manifest, { demand, coverRatio }: ClearingResult) {
  return {
    ...{ demand, coverRatio },
    ...(reservePrice !== null && { reservePrice }),
    ...(reservePriceSalt !== null && { reservePriceSalt }),
    ...(reservePriceDocument !== null && { reservePriceDocument }),
  };
}

/** The sealed book and the result as the hashed texts, for those who may see the book after the end. */
export async function readBook({ own, evidence }: AuctionsPorts, { caller, params }: Call<typeof auctionsEndpoints.readBook>) {
  const auction = await own.auction(params.auctionId);
  if (!auction || !scopeOf(caller).sees({ areas: [areaOfLot(auction.terms)] })) return refuse({ code: "not-found" });
  const { auctionId, state, endedAt, manifestHash, resultHash } = auction;
  if (!endedAt || !manifestHash || !resultHash) return refuse({ code: "not-ended", state });
  const [manifest, result] = await Promise.all([evidence.manifest(auctionId), evidence.result(auctionId)]);
  const bytes = Buffer.byteLength(manifest) + Buffer.byteLength(result);
  if (bytes > maximumBytes) return refuse({ code: "book-too-large", bytes });
  return accept({ response: { manifest, manifestHash, result, resultHash } });
}
