import { type Manifest, openedBook, type readOpenedResult } from "../../../shared/auctions/sealed-book.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { Bidder, Named, Session } from "./session.ts";
import type { Announced, Ended, Withdrawn } from "./store.ts";

/** What is known of an auction that has closed. */
export interface Opened {
  readonly auctionId: string;
  readonly announced: Announced | undefined;
  readonly ended: Ended;
  readonly withdrawn: readonly Withdrawn[];
  readonly manifest: Manifest;
  readonly result: ReturnType<typeof readOpenedResult>;
}

/** The session of an opened book. Members whose bids were left out at the seal are none of its bidders, and have not kept silent either. */
export function sessionOf({ auctionId, announced, ended, withdrawn, manifest, result }: Opened): Session {
  const { terms, bids } = openedBook(manifest);
  const names = new Map(manifest.enrolments.map(({ partyId, partyName }) => [partyId, partyName]));
  const bidders = [...Map.groupBy(bids, ({ bidder }) => bidder)].map(([partyId, own]): Bidder => {
    const group = required(own[0], `step of ${partyId}`).group;
    const steps = own.map(({ price, quantity }) => ({ price: decimal(price), quantity: decimal(quantity) }));
    return { partyId, partyName: required(names.get(partyId), `name of ${partyId}`), group, steps };
  });
  const bidding = new Set(manifest.enrolments.flatMap(({ partyId, bid }) => (bid ? [partyId] : [])));
  const silent = new Map(
    manifest.enrolments
      .filter(({ partyId, excludedFor }) => !bidding.has(partyId) && excludedFor.length === 0)
      .map(({ partyId, partyName }): [string, Named] => [partyId, { partyId, partyName }]),
  );
  return {
    ...{ auctionId, endedAt: ended.endedAt, priceTick: decimal(terms.priceTick), bidders, silent: [...silent.values()] },
    seller: announced && sellerOf(announced),
    winners: result.awards.map(({ bidder: partyId, quantity }) => ({ partyId, quantity: decimal(quantity) })),
    withdrawals: withdrawn,
  };
}

function sellerOf({ sellerName: name, sellerId, sellerGroup }: Announced): NonNullable<Session["seller"]> {
  return { name, ...(sellerId !== undefined && { partyId: sellerId }), ...(sellerGroup !== undefined && { group: sellerGroup }) };
}
