import { type Decimal, plain } from "../../../../shared/kernel/decimal.ts";
import { planAccount, striped } from "../../../../shared/ledger/account.ts";
import type { LedgerEntry } from "../../../../shared/ledger/entry.ts";
import type { Ledger } from "../../../../shared/ledger/ledger.ts";
import type { AllowancesRefusal } from "../problems.ts";
import type { AllowanceLine, AllowancePlan } from "../rows.ts";
import { sources } from "../rules.ts";
import { instrumentOfPlan } from "../views.ts";

/** Account with what a plan may still issue to its entities. */
export function openAccount(planId: string): string {
  return planAccount(planId);
}
/** Account with what a plan may still issue to new entrants. */
export function reserveAccountOf(planId: string): string {
  return planAccount(`${planId}.reserve`);
}
/** The account that an allocation is issued from and returns to. */
export function accountOfLine({ planId, entrant }: Pick<AllowanceLine, "planId" | "entrant">): string {
  return entrant ? reserveAccountOf(planId) : openAccount(planId);
}

/** Credits the accounts of a plan that is approved: from then on its total is what they and its entities have together. */
export function creditTotal(entry: LedgerEntry<never>, plan: AllowancePlan): void {
  for (const [account, quantity] of accountsOf(plan))
    entry.transfer({ instrument: instrumentOfPlan(plan), from: striped("issue", plan.planId), to: account, quantity });
}

/** Takes the whole total of a plan back that has issued nothing. */
export function returnTotal(entry: LedgerEntry<never>, plan: AllowancePlan): void {
  for (const [account, quantity] of accountsOf(plan))
    entry.transfer({ instrument: instrumentOfPlan(plan), from: account, to: striped("issue", plan.planId), quantity });
}

/** The accounts that the approval of a plan credits, with what each gets. */
export function accountsOf({ planId, totalTonnes, reserveTonnes }: Pick<AllowancePlan, "planId" | "totalTonnes" | "reserveTonnes">) {
  const parts = [
    [openAccount(planId), totalTonnes.minus(reserveTonnes)],
    [reserveAccountOf(planId), reserveTonnes],
  ] as const;
  return parts.filter(([, tonnes]) => tonnes.gt(0));
}

/** What would exceed the total of a plan. */
export type BeyondTotal = Extract<AllowancesRefusal, { readonly code: "plan-total-exceeded" }>;

/** The refusal of what a plan has not left. */
export function beyondTotal(planId: string, required: Decimal, available: Decimal): BeyondTotal {
  const tonnes = { requiredTonnes: plain(required), availableTonnes: plain(available) };
  return { code: "plan-total-exceeded", planId, ...tonnes, source: sources.plan };
}

/** The refusal with what an account of a plan has left: the guard of the ledger knows only that it was not enough. */
export async function withLeft(
  ledger: Pick<Ledger, "position">,
  account: string,
  instrument: string,
  refusal: BeyondTotal,
): Promise<BeyondTotal> {
  const { available } = await ledger.position(account, instrument);
  return { ...refusal, availableTonnes: plain(available) };
}
