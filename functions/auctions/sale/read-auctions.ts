import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { auctionsEndpoints } from "../contract.ts";
import { payableFrom } from "../deadlines/deadline.ts";
import type { AuctionsPorts } from "../ports.ts";
import { auctionView } from "../views.ts";

/** Auctions for everybody that match a filter, latest announcement first, a page at a time. */
export async function listAuctions({ own, clock, calendars }: AuctionsPorts, { query }: Call<typeof auctionsEndpoints.listAuctions>) {
  const { state, pollutant, pool, ...page } = query;
  const { items, ...rest } = await own.auctions({ state, pollutant, pool }, page);
  const at = clock.now();
  const calendar = await calendars.from(...items.map(payableFrom));
  return accept({ response: { items: items.map((auction) => auctionView(auction, at, calendar)), ...rest } });
}

/** One auction for everybody. */
export async function readAuction({ own, clock, calendars }: AuctionsPorts, { params }: Call<typeof auctionsEndpoints.readAuction>) {
  const auction = await own.auction(params.auctionId);
  if (!auction) return refuse({ code: "not-found" });
  return accept({ response: auctionView(auction, clock.now(), await calendars.from(payableFrom(auction))) });
}
