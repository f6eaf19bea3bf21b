import { type Decimal, decimal, sum } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { feeFor, payByOf } from "./auction.ts";
import type { ClearingResult } from "./clearing/schema.ts";
import { type Auction, type Award, type AwardLine, enrolmentIdOf } from "./store.ts";

/** Winners of one page: a page is one transaction of at most a hundred items, two a winner besides the escrow and the fact. */
export const winnersPerPage = 40;

/** What every winner was awarded, by enrolment id: the same for the same result. `depositOf` gives what a winner deposited. */
export function awardsOf(auction: Auction, result: ClearingResult, depositOf: (partyId: string) => Decimal): Award[] {
  const lines = new Map<string, AwardLine[]>();
  for (const { bidder, bidId, price, quantity, amount } of result.awards) {
    lines.set(bidder, [...(lines.get(bidder) ?? []), { bidId, price, quantity, amount }]);
  }
  const payBy = payByOf(auction.terms, required(auction.resultAt, "instant of the result"));
  return [...lines]
    .map(([partyId, own]): Award => {
      const amount = sum(own.map((line) => decimal(line.amount)));
      return {
        auctionId: auction.auctionId,
        enrolmentId: enrolmentIdOf(auction.auctionId, partyId),
        partyId,
        lines: own,
        quantity: sum(own.map((line) => decimal(line.quantity))),
        amount,
        fee: feeFor(auction.terms, amount),
        deposit: depositOf(partyId),
        payBy,
        state: "due",
        version: 1,
      };
    })
    .sort((a, b) => (a.enrolmentId < b.enrolmentId ? -1 : 1));
}
