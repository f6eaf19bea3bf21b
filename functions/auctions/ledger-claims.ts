import { decimal } from "../../shared/kernel/decimal.ts";
import { awardAccount, escrowAccount } from "../../shared/ledger/account.ts";
import { type Claim, entryOfFact, type LedgerClaims, type MovingFacts } from "../../shared/ledger/claims.ts";
import { auctionsFacts } from "./contract.ts";
import { auctionCodec, awardCodec, enrolmentCodec } from "./rows.ts";

const always = () => true;
const moving: MovingFacts = {
  [auctionsFacts.auctionAnnounced.factType]: always,
  [auctionsFacts.auctionCancelled.factType]: always,
  [auctionsFacts.auctionFailed.factType]: always,
  // What was sold whole returns nothing.
  [auctionsFacts.auctionCleared.factType]: ({ unsold }) => !decimal(String(unsold)).isZero(),
  [auctionsFacts.enrolmentMade.factType]: always,
  [auctionsFacts.enrolmentWithdrawn.factType]: always,
  [auctionsFacts.enrolmentReleased.factType]: always,
  [auctionsFacts.awardSettled.factType]: always,
  [auctionsFacts.awardDefaulted.factType]: always,
};

/** An open enrolment holds need and deposit, an open award is owed, and auctions and awards have accounts. */
export const auctionsClaims: LedgerClaims = {
  table: "Auctions",
  causes: {
    announcement: "stated",
    cancellation: "stated",
    unsold: "stated",
    enrolment: "stated",
    withdrawal: "stated",
    "enrolment-released": "stated",
    "award-settled": "stated",
    "award-defaulted": "stated",
    // A page of awards: its rows have accounts.
    award: "alone",
  },
  causesOfRows: [],
  accounts: ["escrow", "award"],
  claimsOf(row): readonly Claim[] {
    const [pk, sk] = [row.pk?.S ?? "", row.sk?.S ?? ""];
    if (sk === "auction") {
      const { auctionId, announcedAt } = auctionCodec.decode(row);
      return [{ is: "account", account: escrowAccount(auctionId), at: announcedAt }];
    }
    if (pk.startsWith("enrolments#")) {
      const { needHoldId, tonnes, depositHoldId, deposit, state, enrolledAt } = enrolmentCodec.decode(row);
      const need = { holdId: needHoldId, amount: tonnes };
      const holds = deposit.gt(0) ? [need, { holdId: depositHoldId, amount: deposit }] : [need];
      return holds.map((hold) => ({ is: "hold", ...hold, pending: state === "enrolled", at: enrolledAt }));
    }
    if (pk.startsWith("awards#")) {
      const { enrolmentId, state } = awardCodec.decode(row);
      return [
        { is: "account", account: awardAccount(enrolmentId) },
        { is: "due", dueId: enrolmentId, open: state === "due" },
      ];
    }
    return entryOfFact(row, moving);
  },
};
