import { type Claim, entryOfFact, type LedgerClaims } from "../../shared/ledger/claims.ts";
import { cashFacts } from "./contract.ts";
import { lineCodec, refundCodec } from "./rows.ts";

const always = () => true;
const moving = Object.fromEntries(
  [
    cashFacts.cashReceived,
    cashFacts.cashSuspended,
    cashFacts.suspenseAssigned,
    cashFacts.housePaidOut,
    cashFacts.refundOrdered,
    cashFacts.refundSent,
    cashFacts.refundFailed,
    cashFacts.refundReturned,
  ].map(({ factType }) => [factType, always]),
);

/** Every line was booked by an entry, and the money of an ordered refund is held until it is sent or has failed. */
export const cashClaims: LedgerClaims = {
  table: "Cash",
  causes: { "bank-line": "stated", "suspense-assigned": "stated", "refund-ordered": "stated", "refund-failed": "stated", sweep: "alone" },
  causesOfRows: ["bank-line"],
  accounts: [],
  claimsOf(row): readonly Claim[] {
    const pk = row.pk?.S ?? "";
    if (pk.startsWith("lines#")) {
      const { bookingId, bookedAt } = lineCodec.decode(row);
      return [{ is: "cause", kind: "bank-line", reference: bookingId, at: bookedAt }];
    }
    if (pk.startsWith("refund#")) {
      const { refundId, amount, state, changedAt } = refundCodec.decode(row);
      return [{ is: "hold", holdId: refundId, amount, pending: state === "ordered", at: changedAt }];
    }
    return entryOfFact(row, moving);
  },
};
