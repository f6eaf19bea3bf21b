import { type Decimal, zero } from "../../../shared/kernel/decimal.ts";
import { partyAccount } from "../../../shared/ledger/account.ts";
import { hasLateMoney } from "../../../shared/ledger/dues.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { LedgerPorts } from "../ports.ts";
import { type AllocationName, allocationName, type Instalment } from "../rows.ts";
import { paymentOf } from "./payment.ts";
import { allocationOfDue, duesPrefix, type Pending } from "./pending.ts";
import { currentPending } from "./recovery.ts";
import { unpaid } from "./schedule.ts";

/** Pays what a member's cash was set aside for, the earliest deadline first. Idempotent: what is paid is no due any more. */
export async function payDues(ports: LedgerPorts, partyId: string): Promise<void> {
  const dues = await ports.ledger.dues(partyAccount(partyId));
  const funded = dues.filter(({ dueId, reserved, amount }) => dueId.startsWith(duesPrefix) && reserved.gte(amount));
  for (const allocationId of new Set(funded.map(({ dueId }) => allocationOfDue(dueId))))
    await payWith(ports, allocationName(allocationId), "on-cash-received", "reserved");
}

/**
 * Pays the earliest unpaid instalments of an allocation whose notice was given, as many as the means cover: what is set aside for them, or all
 * of the member's cash. Whether anything was paid.
 */
export function payWith(ports: LedgerPorts, name: AllocationName, actor: string, means: "reserved" | "all"): Promise<boolean> {
  return retryWhileStale<boolean>("an allocation being paid", async () => {
    const pending = await currentPending(ports, name);
    if (!pending || pending.dues.size === 0) return false;
    const available = means === "all" ? await ports.ledger.availableCash(partyAccount(pending.line.partyId)) : zero;
    const numbers = affordable(pending, available);
    if (numbers.length === 0) return false;
    const { writes } = paymentOf(ports, pending, numbers, { kind: "cash" }, { subject: actor });
    const result = await commit(ports.dynamo, writes);
    // Anything else has changed what was read: the line, a due, or the cash.
    return result.kind === "committed" ? true : stale;
  });
}

/**
 * The earliest unpaid instalments that what is set aside and available cash pay. Where money that came too late may be among the latter, only
 * what is set aside does.
 */
function affordable({ line, dues }: Pending, available: Decimal): readonly number[] {
  let left = available;
  const numbers: number[] = [];
  for (const { number, amount } of unpaid<Instalment>(line.instalments)) {
    const due = dues.get(number);
    if (!due) break;
    const missing = amount.minus(due.reserved);
    if (missing.gt(0) && (hasLateMoney(due) || missing.gt(left))) break;
    left = left.minus(missing);
    numbers.push(number);
  }
  return numbers;
}
