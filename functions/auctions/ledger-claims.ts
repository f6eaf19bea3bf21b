import { decimal } from "../../shared/kernel/decimal.ts";
import { awardAccount, escrowAccount, proceedsAccount } from "../../shared/ledger/account.ts";
import { type Claim, entryOfFact, type LedgerClaims, type MovingFacts } from "../../shared/ledger/claims.ts";
import { auctionsFacts } from "./contract.ts";
import { auctionCodec, awardCodec, enrolmentCodec } from "./rows.ts";
import { pledgedSaleCodec } from "./sellers/pledged-sale-row.ts";

const always = () => true;
/** A lot of the reserve moves when it is announced and when it is not sold; a pledged one stays where it is. */
const ofReserve = ({ enforcementId }: Readonly<Record<string, unknown>>) => enforcementId === undefined;
const moving: MovingFacts = {
  [auctionsFacts.auctionAnnounced.factType]: ofReserve,
  [auctionsFacts.auctionCancelled.factType]: ofReserve,
  [auctionsFacts.auctionFailed.factType]: ofReserve,
  // What was sold whole returns nothing.
  [auctionsFacts.auctionCleared.factType]: (data) => ofReserve(data) && !decimal(String(data.unsold)).isZero(),
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
  accounts: ["escrow", "award", "proceeds"],
  claimsOf(row): readonly Claim[] {
    const [pk, sk] = [row.pk?.S ?? "", row.sk?.S ?? ""];
    if (sk === "auction") {
      const { auctionId, announcedAt, pledged } = auctionCodec.decode(row);
      return pledged ? [] : [{ is: "account", account: escrowAccount(auctionId), at: announcedAt }];
    }
    if (pk.startsWith("pledged-sale#")) {
      const { auctionId, enforcementId, returnedTonnes, proceedsCny, forfeitedCny } = pledgedSaleCodec.decode(row);
      return [
        ...(returnedTonnes.gt(0) ? [{ is: "account", account: escrowAccount(auctionId) } as const] : []),
        ...(proceedsCny.plus(forfeitedCny).gt(0) ? [{ is: "account", account: proceedsAccount(enforcementId) } as const] : []),
      ];
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
