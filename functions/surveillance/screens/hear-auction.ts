import type { FactOf } from "../../../shared/kernel/fact.ts";
import type { CodeReader } from "../../../shared/members/code-holders.ts";
import type { MemberReader } from "../../../shared/members/members.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { Reactions } from "../../../shared/streams/functions.ts";
import type { auctionsFacts } from "../../auctions/contract.ts";
import type { heardOfAuctions } from "./contract-heard.ts";
import { type ScreeningPorts, screenAuction } from "./screen-auction.ts";

/** Dependencies of hearing of auctions. */
export interface HearingPorts extends ScreeningPorts {
  readonly members: Pick<MemberReader, "party"> & CodeReader;
}

/**
 * What is heard of an auction is kept, and screened once the auction has closed. Before that nothing is computed. Groups of associates are kept as
 * they were when the fact was first heard, so that what is declared later changes no figure.
 */
export function reactionsOf(ports: HearingPorts): Reactions<typeof heardOfAuctions> {
  const ended = async ({
    occurredAt: endedAt,
    data,
  }: FactOf<typeof auctionsFacts.auctionCleared> | FactOf<typeof auctionsFacts.auctionFailed>): Promise<void> => {
    const { auctionId, title, pollutant, pool, manifestHash, resultHash } = data;
    const outcome = "outcome" in data ? data.outcome : "cleared";
    await commit(ports.dynamo, [ports.own.endedPut(auctionId, { title, endedAt, pollutant, pool, outcome, manifestHash, resultHash })]);
    await screenAuction(ports, auctionId);
  };
  return {
    "auction-announced": async ({ data: { auctionId, seller } }) => {
      const sellerId = await ports.members.partyOfCode(seller.creditCode);
      const sellerGroup = sellerId === undefined ? undefined : (await ports.members.party(sellerId))?.associateGroup;
      const known = { ...(sellerId !== undefined && { sellerId }), ...(sellerGroup !== undefined && { sellerGroup }) };
      await commit(ports.dynamo, [ports.own.announcedPut(auctionId, { sellerName: seller.name, ...known })]);
      await screenAuction(ports, auctionId);
    },
    "enrolment-withdrawn": async ({ factId, occurredAt: at, data: { auctionId, partyId, partyName } }) => {
      const group = (await ports.members.party(partyId))?.associateGroup ?? partyId;
      await commit(ports.dynamo, [ports.own.withdrawnPut(auctionId, factId, { partyId, partyName, group, at })]);
      await screenAuction(ports, auctionId);
    },
    "auction-cleared": ended,
    "auction-failed": ended,
  };
}
