import { sourceOf } from "../../shared/permits/surplus-rules.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import type { RecoveryPorts } from "./ports.ts";
import type { SurplusRefusal } from "./problems.ts";

/** The check, in the transaction that stores a permit or pays for it, that its site owes no fee for it; refused as `fee-debt` otherwise. */
export function owesNothing({ debts }: Pick<RecoveryPorts, "debts">, siteId: string, instrument: string): WriteFragment<SurplusRefusal> {
  return debts.noFeeDebt<SurplusRefusal>(
    { siteId, instrument },
    { code: "fee-debt", source: sourceOf("paid-permits"), siteId, instrument },
  );
}
