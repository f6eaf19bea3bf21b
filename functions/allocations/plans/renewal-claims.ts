import { addMonths } from "../../../shared/kernel/calendar.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { AllocationsPorts } from "../ports.ts";
import type { Line, Plan, RenewalClaim } from "../rows.ts";

type OfPlan = Pick<Plan, "planId" | "kind" | "firstMonth">;

/** States of a line that renews nothing any more: its plan was not carried out, or its first payment was missing. */
const without: readonly Line["state"][] = ["dropped", "returned"];

/** Who renews the permits of some sites that end before a plan begins; none for an initial plan. */
export interface RenewalClaims {
  /** Claims by site, of this plan and of others, live or not. */
  readonly claims: ReadonlyMap<string, RenewalClaim>;
  /** The other plan that renews a site's permits, by site. */
  readonly otherPlans: ReadonlyMap<string, string>;
}

/** Reads which plans renew the permits of some sites. A claim is worth what its line is: nobody has to give it up. */
export async function renewalClaimsOf(
  { own }: Pick<AllocationsPorts, "own">,
  plan: OfPlan,
  siteIds: readonly string[],
): Promise<RenewalClaims> {
  const found = plan.kind === "renewal" && siteIds.length > 0 ? await own.renewalClaims(siteIds, renewedMonth(plan)) : [];
  const others = found.filter(({ planId }) => planId !== plan.planId);
  const lines = others.length > 0 ? await own.linesClaimed(others) : [];
  const live = lines.filter(({ state }) => !without.includes(state));
  return {
    claims: new Map(found.map((claim) => [claim.siteId, claim])),
    otherPlans: new Map(live.map(({ siteId, planId }) => [siteId, planId])),
  };
}

/** The writes by which a plan renews the permits of the sites of some lines; `stale` where another plan came first. */
export function renewalClaimWrites(
  { own }: Pick<AllocationsPorts, "own">,
  plan: OfPlan,
  { claims }: RenewalClaims,
  lines: readonly Pick<Line, "siteId">[],
): readonly WriteFragment<never>[] {
  if (plan.kind !== "renewal") return [];
  const { planId } = plan;
  const lastMonth = renewedMonth(plan);
  return lines.map(({ siteId }) => own.renewalClaimPut({ siteId, lastMonth, planId, version: (claims.get(siteId)?.version ?? 0) + 1 }));
}

/** The last month of the permits that a plan renews. */
export function renewedMonth({ firstMonth }: Pick<Plan, "firstMonth">): string {
  return addMonths(firstMonth, -1);
}
