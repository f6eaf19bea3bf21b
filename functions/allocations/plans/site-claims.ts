import { addMonths } from "../../../shared/kernel/calendar.ts";
import { permitTerm } from "../../../shared/permits/instruments.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { AllocationsPorts } from "../ports.ts";
import type { LineRefusal } from "../problems-lines.ts";
import type { Line, Plan, SiteClaims } from "../rows.ts";
import { sources } from "../rules.ts";

/** States of a line that keeps nobody out any more: its plan was not carried out, or its first payment was missing. */
const without: readonly Line["state"][] = ["dropped", "returned"];
/** States of a line that leaves its term to others as well: nothing of it is left at the site. */
const withoutTerm: readonly Line["state"][] = ["ended", "not-renewed"];

/** Which plans have lines for some sites. */
export interface ClaimedSites {
  /** The claims of each site. */
  readonly claims: ReadonlyMap<string, SiteClaims>;
  /** Live lines of other plans, by site. */
  readonly lines: ReadonlyMap<string, readonly Line[]>;
}

/** Reads which other plans have lines for some sites. A claim is worth what its line is: nobody has to give it up. */
export async function claimsOf(
  { own }: Pick<AllocationsPorts, "own">,
  { planId }: Pick<Plan, "planId">,
  siteIds: readonly string[],
): Promise<ClaimedSites> {
  const found = siteIds.length > 0 ? await own.siteClaims(siteIds) : [];
  const others = found.flatMap(({ siteId, planIds }) =>
    planIds.filter((each) => each !== planId).map((each) => ({ siteId, planId: each })),
  );
  const live = (await own.linesNamed(others)).filter(({ state }) => !without.includes(state));
  return { claims: new Map(found.map((claim) => [claim.siteId, claim])), lines: Map.groupBy(live, ({ siteId }) => siteId) };
}

/** What keeps a plan from allocating pollutants to a site: another plan that renews the same permits, or allocates them for the same months. */
export function claimFaults(
  plan: Pick<Plan, "kind" | "firstMonth" | "lastMonth">,
  { lines }: Pick<ClaimedSites, "lines">,
  { siteId, siteName, licenceNumber }: Pick<Line, "siteId" | "siteName" | "licenceNumber">,
  amounts: readonly { readonly pollutant: string }[],
): readonly LineRefusal[] {
  const named = { siteId, siteName, licenceNumber };
  const others = lines.get(siteId) ?? [];
  const renewal = plan.kind === "renewal";
  const lastMonth = renewedMonth(plan);
  const renewed = renewal ? others.filter((line) => isRenewal(line) && renewedUntil(line) === lastMonth) : [];
  // Renewals of permits that end at different times are different permits.
  const overlapping = others.filter((line) => !(renewal && isRenewal(line)) && !withoutTerm.includes(line.state));
  const both = overlapping.flatMap((line) =>
    line.amounts
      .filter(({ pollutant, instrument }) => amounts.some((each) => each.pollutant === pollutant) && meets(plan, instrument))
      .map(({ pollutant }) => ({ pollutant, otherPlanId: line.planId })),
  );
  const term = { firstMonth: plan.firstMonth, lastMonth: plan.lastMonth };
  return [
    ...renewed.map(({ planId }) => ({
      ...({ code: "renewed-by-another-plan", ...named, lastMonth } as const),
      ...{ otherPlanId: planId, source: sources.term },
    })),
    ...both.map((each) => ({ code: "allocated-by-another-plan", ...named, ...each, ...term, source: sources.amounts }) as const),
  ];
}

/** The writes by which a plan claims the sites of some lines; `stale` where another plan came first. */
export function claimWrites(
  { own }: Pick<AllocationsPorts, "own">,
  { planId }: Pick<Plan, "planId">,
  { claims, lines: others }: ClaimedSites,
  lines: readonly Pick<Line, "siteId">[],
): readonly WriteFragment<never>[] {
  return lines.map(({ siteId }) => {
    const planIds = [...(others.get(siteId) ?? []).map((line) => line.planId), planId];
    return own.siteClaimsPut({ siteId, planIds, version: (claims.get(siteId)?.version ?? 0) + 1 });
  });
}

/** The last month of the permits that a plan renews. */
function renewedMonth({ firstMonth }: Pick<Plan, "firstMonth">): string {
  return addMonths(firstMonth, -1);
}

function isRenewal({ outcome }: Line): boolean {
  return outcome !== undefined;
}

function renewedUntil({ renews }: Line): string | undefined {
  return permitTerm(renews[0]?.instrument ?? "")?.to;
}

function meets({ firstMonth, lastMonth }: Pick<Plan, "firstMonth" | "lastMonth">, instrument: string): boolean {
  const term = permitTerm(instrument);
  return term !== undefined && term.from <= lastMonth && firstMonth <= term.to;
}
