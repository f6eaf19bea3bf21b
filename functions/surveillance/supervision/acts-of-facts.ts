import type { EndpointDescription } from "../../../shared/kernel/endpoint.ts";
import type { FactSchema } from "../../../shared/kernel/fact.ts";
import type { ActKind } from "../../../shared/supervision/act-kinds.ts";
import { auctionsEndpoints, auctionsFacts } from "../../auctions/contract.ts";
import { cashEndpoints, cashFacts } from "../../cash/contract.ts";
import { partiesEndpoints, partiesFacts } from "../../parties/contract.ts";

/** A fact that tells of an act of the operator, and the operation that it comes from: that says whether it takes two persons. */
interface ActOfFact {
  readonly fact: FactSchema;
  readonly kind: ActKind;
  readonly operation: EndpointDescription;
  /** Members of the fact that say what it was about. */
  readonly about: readonly string[];
}

const line = ["partyId", "amount", "bankReference", "bookingId", "bankDay"] as const;
const refund = ["refundId", "partyId", "amount", "toName", "toAccount"] as const;
const sale = ["auctionId", "title", "pollutant", "pool"] as const;

/** Every act of the operator that facts tell of. Replays of failures are none of them: whoever replays writes what it did. */
export const actsOfFacts: readonly ActOfFact[] = [
  { fact: cashFacts.cashReceived, kind: "receipt-booked", operation: cashEndpoints.bookReceipt, about: [...line, "payerName"] },
  { fact: cashFacts.cashSuspended, kind: "receipt-suspended", operation: cashEndpoints.bookReceipt, about: [...line, "payerName"] },
  {
    ...{ fact: cashFacts.suspenseAssigned, kind: "suspense-assigned", operation: cashEndpoints.assignLine },
    about: [...line, "payerName", "documentNumber"],
  },
  {
    ...{ fact: cashFacts.housePaidOut, kind: "house-paid-out", operation: cashEndpoints.bookHousePayOut },
    about: ["house", "amount", "bankReference", "payeeName", "payeeAccount"],
  },
  { fact: cashFacts.refundOrdered, kind: "refund-ordered", operation: cashEndpoints.orderRefund, about: refund },
  { fact: cashFacts.refundSent, kind: "refund-sent", operation: cashEndpoints.bookPayOut, about: [...refund, "bankReference"] },
  { fact: cashFacts.refundFailed, kind: "refund-failed", operation: cashEndpoints.failRefund, about: refund },
  {
    fact: cashFacts.refundReturned,
    kind: "refund-returned",
    operation: cashEndpoints.bookReturnedRefund,
    about: [...refund, "bankReference"],
  },
  {
    ...{ fact: cashFacts.statementImported, kind: "statement-imported", operation: cashEndpoints.importBankStatement },
    about: ["statementId", "lines", "sha256"],
  },
  { fact: cashFacts.bankDayReopened, kind: "bank-day-reopened", operation: cashEndpoints.reopenBankDay, about: ["day", "throughDay"] },
  { fact: auctionsFacts.auctionPostponed, kind: "auction-postponed", operation: auctionsEndpoints.postponeAuction, about: sale },
  { fact: auctionsFacts.auctionCancelled, kind: "auction-cancelled", operation: auctionsEndpoints.cancelAuction, about: sale },
  {
    ...{ fact: partiesFacts.claimDecided, kind: "claim-decided", operation: partiesEndpoints.decideDispute },
    about: ["disputeId", "kind", "number", "outcome", "documentNumber"],
  },
];

/** Jobs that state such facts by themselves: nobody of the operator did what they tell of. */
export const jobsOfOwnAccord: readonly string[] = ["close-auctions"];
