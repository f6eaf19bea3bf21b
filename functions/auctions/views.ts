import { plain } from "../../shared/kernel/decimal.ts";
import { phaseOf } from "./auction.ts";
import type { Auction } from "./store.ts";

/** An auction as everybody may see it. */
export function auctionView(auction: Auction, at: string) {
  const { auctionId, terms, schedule, state, reservePrice, version: _version, resultAt: _resultAt, ...rest } = auction;
  return {
    ...rest,
    auctionId,
    terms: JSON.parse(JSON.stringify(terms)) as unknown,
    schedule,
    state,
    phase: phaseOf(auction, at),
    ...(reservePrice && { reservePrice: plain(reservePrice) }),
  };
}

/** What facts about an auction always say. */
export function factBasics({ auctionId, terms }: Pick<Auction, "auctionId" | "terms">) {
  const { title, lot } = terms;
  return { auctionId, title, pollutant: lot.pollutant, pool: lot.pool };
}
