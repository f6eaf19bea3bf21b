import { decimal, sum } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { feeFor, payByOf } from "../auction.ts";
import type { ClearingResult } from "../clearing/schema.ts";
import { type Auction, type Award, type AwardLine, type Enrolment, enrolmentIdOf } from "../rows.ts";

/** The award of every winner, by enrolment id; deterministic for a result. */
export function awardsOf(auction: Auction, result: ClearingResult, enrolments: readonly Enrolment[]): Award[] {
  const deposits = new Map(enrolments.map(({ partyId, deposit }) => [partyId, deposit]));
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
        deposit: required(deposits.get(partyId), "enrolment of a winner"),
        payBy,
        state: "due",
        version: 1,
      };
    })
    .sort((a, b) => (a.enrolmentId < b.enrolmentId ? -1 : 1));
}
