import { Decimal, zero } from "../kernel/decimal.ts";
import { capAccount, reserveAccount } from "../ledger/account.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { headroom, quota } from "./instruments.ts";
import type { PermitIssueRefusal, PermitShortage } from "./issue.ts";

/** Adds to a refused issue what is available and how much is missing; one consistent read, only on the way of the refusal. */
export async function explainShortage(ledger: Ledger, refusal: PermitIssueRefusal): Promise<PermitShortage> {
  const { pollutant, pool, required } = refusal;
  const { available } =
    refusal.code === "no-headroom"
      ? await ledger.position(capAccount(pool), headroom(pollutant, pool, refusal.year))
      : await ledger.position(reserveAccount(pool), quota(pollutant, pool));
  return { ...refusal, available, shortfall: Decimal.max(zero, required.minus(available)) };
}
