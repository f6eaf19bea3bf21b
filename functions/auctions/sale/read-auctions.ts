import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { auctionsEndpoints } from "../contract.ts";
import type { AuctionsPorts } from "../ports.ts";
import { auctionView } from "../views.ts";

/** Auctions for everybody, latest announcement first, a page at a time. */
export async function listAuctions({ own, clock }: AuctionsPorts, { query }: Call<typeof auctionsEndpoints.listAuctions>) {
  const { items, ...rest } = await own.auctions(query);
  const at = clock.now();
  return accept({ response: { items: items.map((auction) => auctionView(auction, at)), ...rest } });
}

/** One auction for everybody. */
export async function readAuction({ own, clock }: AuctionsPorts, { params }: Call<typeof auctionsEndpoints.readAuction>) {
  const auction = await own.auction(params.auctionId);
  return auction ? accept({ response: auctionView(auction, clock.now()) }) : refuse({ code: "not-found" });
}
