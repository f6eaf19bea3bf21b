import { Decimal, zero } from "../kernel/decimal.ts";
import { messageOf } from "../kernel/message.ts";
import { capAccount, reserveAccount } from "../ledger/account.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { headroom, quota } from "./instruments.ts";
import type { PermitIssueRefusal, PermitShortage } from "./issue.ts";
import data from "./issue-rules.json" with { type: "json" };

/** Explains a refused issue by what is available and how much is missing, with the rule: one consistent read, only on refusal. */
export async function explainShortage(ledger: Pick<Ledger, "position">, refusal: PermitIssueRefusal): Promise<PermitShortage> {
  const { pollutant, pool } = refusal;
  const { available } =
    refusal.code === "no-headroom"
      ? await ledger.position(capAccount(pool), headroom(pollutant, pool, refusal.year))
      : await ledger.position(reserveAccount(pool), quota(pollutant, pool));
  return shortageWith(refusal, available);
}

/** A refused issue where so much is available. */
export function shortageWith(refusal: PermitIssueRefusal, available: Decimal): PermitShortage {
  const { cap, reserve } = data.rules;
  const source = messageOf(refusal.code === "no-headroom" ? cap : reserve);
  return { ...refusal, available, shortfall: Decimal.max(zero, refusal.required.minus(available)), source };
}
