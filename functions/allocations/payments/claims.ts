import { zero } from "../../../shared/kernel/decimal.ts";
import { allocationAccount } from "../../../shared/ledger/account.ts";
import type { Claim, MovingFacts } from "../../../shared/ledger/claims.ts";
import { allocationsFacts } from "../contract.ts";
import type { Line, LineState } from "../rows.ts";
import { commonHoldId, dueIdOf, holdNames } from "./pending.ts";
import { isUnpaid } from "./schedule.ts";

const some = (list: unknown): boolean => Array.isArray(list) && list.length > 0;

/** Facts of payments that come with a ledger entry; some only where permits or cash move. */
export const movingPayments: MovingFacts = {
  [allocationsFacts.delivered.factType]: () => true,
  [allocationsFacts.instalmentsPaid.factType]: ({ paymentMode, released }) => paymentMode === "exchange-account" || some(released),
  [allocationsFacts.instalmentFrozen.factType]: ({ frozen }) => some(frozen),
  [allocationsFacts.returned.factType]: () => true,
  [allocationsFacts.certificateReversed.factType]: ({ held }) => some(held),
  [allocationsFacts.debtSecured.factType]: () => true,
  [allocationsFacts.instalmentsWaived.factType]: ({ releasedCny }) => releasedCny !== "0.00",
};

const statesWithAccount: readonly LineState[] = ["awaiting-payment", "delivered", "paid-up", "returned", "ended"];

/** What a line claims once it is distributed: its account, the holds of unpaid instalments with their amounts, and what is owed. */
export function paymentClaims(line: Line): readonly Claim[] {
  const { allocationId, state, total, instalments, amounts } = line;
  if (!statesWithAccount.includes(state) || total.isZero()) return [];
  const pending = state === "delivered" ? holdNames(line) : [];
  const ended = amounts
    .map(({ pollutant }) => commonHoldId(allocationId, pollutant))
    .filter((id) => !pending.some(({ holdId }) => holdId === id));
  return [
    { is: "account", account: allocationAccount(allocationId) },
    ...pending.map(({ holdId, quantity }): Claim => ({ is: "hold", holdId, pending: true, amount: quantity })),
    ...ended.map((holdId): Claim => ({ is: "hold", holdId, pending: false, amount: zero })),
    ...instalments.map((each): Claim => {
      return { is: "due", dueId: dueIdOf(allocationId, each.number), open: each.owed === true && isUnpaid(each) };
    }),
  ];
}
