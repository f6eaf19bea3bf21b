import { required } from "../../../shared/kernel/invariant.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { areaOfLot } from "../auction.ts";
import type { SettlementPorts } from "../ports.ts";
import { saleEnded } from "./pledged-slice.ts";
import { sellerOf } from "./sellers.ts";

/** An award that has ended, as its fact names it. */
interface EndedAward {
  readonly auctionId: string;
  readonly enforcementId?: string | undefined;
}

/**
 * States that the sale of pledged tonnes is over, once no award is open. Called after the end of each award: the awards are counted in the
 * transactions that end them, so that of two that end at the same time at least one call finds none open. Stated twice, it is stated once.
 */
export async function stateSaleEnded(
  { dynamo, clock, own }: Pick<SettlementPorts, "dynamo" | "clock" | "own">,
  { auctionId, enforcementId }: EndedAward,
): Promise<void> {
  if (enforcementId === undefined) return;
  const sale = required(await own.pledgedSale(enforcementId), "sale of pledged tonnes");
  if (sale.openAwards > 0) return;
  const auction = required(await own.auction(auctionId), "auction of an award");
  // Before its end, nobody has counted how many awards it has.
  if (auction.endedAt === undefined) return;
  const envelope = {
    ...{ factId: "", occurredAt: clock.now(), actor: "pledged-sale" },
    ...{ parties: sellerOf(auction).parties(auction), areas: [areaOfLot(auction.terms)] },
  };
  await commit(dynamo, [saleEnded(own, auction, { ...sale, outcome: "sold" }, envelope)]);
}
