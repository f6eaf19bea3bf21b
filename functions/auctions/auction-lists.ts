import type { Item } from "../../shared/store/client.ts";
import { alsoListedAs, listedAs } from "../../shared/store/indexes.ts";
import type { Auction } from "./rows.ts";
import type { AuctionState } from "./vocabulary.ts";

/** What a list of auctions may be narrowed to. Each combination is a partition of an index: nothing is read that does not match. */
export interface AuctionFilter {
  readonly state?: AuctionState | undefined;
  readonly pollutant?: string | undefined;
  readonly pool?: string | undefined;
}

/** The list of a filter by pollutant and pool; in it, auctions of one state are a list of their own. */
export function auctionList({ pollutant = "any", pool = "any" }: Omit<AuctionFilter, "state">): string {
  return `auctions#${pollutant}#${pool}`;
}

/**
 * The lists that an auction is in, as the attributes of one row each, the list of all auctions first. The auction's own row is in that one,
 * copies are in the others: an auction changes a handful of times and is listed by everybody, so reading is to cost one query.
 */
export function auctionListings({ auctionId, announcedAt, state, terms: { lot } }: Auction): readonly { list: string; listed: Item }[] {
  const { pollutant, pool } = lot;
  const at = `${announcedAt}#${auctionId}`;
  return [{}, { pollutant }, { pool }, { pollutant, pool }].map(auctionList).map((list) => ({
    list,
    listed: { ...listedAs(list, at), ...alsoListedAs(`${list}#${state}`, at) },
  }));
}
