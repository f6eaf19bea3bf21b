import { planAccount } from "../../shared/ledger/account.ts";
import { type Claim, entryOfFact, type LedgerClaims, type MovingFacts } from "../../shared/ledger/claims.ts";
import { allocationsFacts } from "./contract.ts";
import { movingPayments, paymentClaims } from "./payments/claims.ts";
import { lineCodec, linePrefix, planCodec } from "./rows.ts";

const moving: MovingFacts = {
  ...movingPayments,
  // A plan of renewals that all end takes no headroom.
  [allocationsFacts.planApproved.factType]: ({ totals }) => Array.isArray(totals) && totals.length > 0,
};

/** Approved plans have an account until they are distributed, distributed lines theirs; unpaid instalments are held and owed. */
export const allocationsClaims: LedgerClaims = {
  table: "Allocations",
  causes: {
    "allocation-plan": "stated",
    // A page of lines: its rows have accounts.
    "allocation-page": "alone",
    ...Object.fromEntries(Object.keys(movingPayments).map((kind) => [kind, "stated" as const])),
  },
  causesOfRows: [],
  accounts: ["plan", "allocation"],
  claimsOf(row): readonly Claim[] {
    const [pk, sk] = [row.pk?.S ?? "", row.sk?.S ?? ""];
    if (pk.startsWith("plan#") && sk === "plan") {
      const { planId, state, totals, decidedAt } = planCodec.decode(row);
      const opened = (state === "approved" || state === "distributed") && totals.length > 0 && decidedAt !== undefined;
      return opened ? [{ is: "account", account: planAccount(planId), at: decidedAt }] : [];
    }
    if (pk.startsWith("plan#") && sk.startsWith(linePrefix)) return paymentClaims(lineCodec.decode(row));
    return entryOfFact(row, moving);
  },
};
