import { mrvRules } from "../../../shared/carbon/mrv-rules.ts";
import { monthOf } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, decimal, least } from "../../../shared/kernel/decimal.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { planFor } from "../control-plans/read-control-plans.ts";
import type { ControlPlan } from "../control-plans/store.ts";
import type { CarbonStore } from "../store.ts";
import { type FindingsContext, openFindings } from "./open-findings.ts";
import type { Computed, ReportValues, ValueFault } from "./shapes.ts";
import { type Report, type ReportName, reportIdOf, type YearInvoices } from "./store.ts";
import { type ComparedWith, invoiceKey, lineName } from "./value-faults.ts";

/**
 * What the values of a report are compared with: last year's report, and the limits of a jump by the entity's control plan. Whether an entity
 * generates is known where a draft is made, and stands with it.
 */
export async function comparedWith(
  own: CarbonStore,
  { partyId, year }: ReportName,
  at: Instant,
  { generates = true }: { readonly generates?: boolean } = {},
): Promise<ComparedWith> {
  const [last, plan] = await Promise.all([
    own.reportAt(reportIdOf({ partyId, year: String(Number(year) - 1) })),
    planFor({ own }, { partyId, year }),
  ]);
  const reportVersion = last && filedVersion(last);
  const before = last && reportVersion !== undefined ? await own.reportVersion({ ...last, reportVersion }) : undefined;
  const jumpLimits = jumpLimitsOf(plan.ok ? plan.value.activities : []);
  return { year, month: monthOf(at), before: before?.values, jumpLimits, jumpLimit: decimal(mrvRules.yearOnYearJump.value), generates };
}

/** The accepted version of a report; of one that was reopened the version that is being corrected, so that comparison goes on. */
function filedVersion({ acceptedVersion, state, reportVersion, corrects }: Report): number | undefined {
  return acceptedVersion ?? (state === "reopened" ? reportVersion : corrects);
}

/** The limit of each kind and direction: the strictest of the activities that measure it. */
function jumpLimitsOf(activities: ControlPlan["activities"]): ReadonlyMap<string, Decimal> {
  const limits = new Map<string, Decimal>();
  for (const { jumpLimit, ...activity } of activities) {
    const name = lineName(activity);
    limits.set(name, least(decimal(jumpLimit), limits.get(name) ?? decimal(jumpLimit)));
  }
  return limits;
}

/** What of values has to be put right or explained before they are submitted. */
export async function findingsOf(
  own: CarbonStore,
  { partyId, year }: ReportName,
  values: ReportValues,
  compared: ComparedWith & { readonly computed: Computed },
): Promise<readonly ValueFault[]> {
  const { years } = await own.invoicesOf(partyId);
  return openFindings(values, { ...compared, usedIn: usedElsewhere(values, years, year) } satisfies FindingsContext);
}

/** Hashes of the invoices of a report, as they are kept. */
export function invoiceHashes({ lines }: Pick<ReportValues, "lines">): readonly string[] {
  return [...new Set(lines.flatMap(({ invoices }) => invoices.map((each) => hashOf(invoiceKey(each)))))];
}

function hashOf(key: string): string {
  return sha256(key).slice(0, 32);
}

/** Years of other reports in which invoices of these values are counted, by invoice. */
function usedElsewhere({ lines }: ReportValues, years: readonly YearInvoices[], year: string): ReadonlyMap<string, string> {
  const yearOf = new Map(years.filter((each) => each.year !== year).flatMap((each) => each.keys.map((key) => [key, each.year] as const)));
  const keys = lines.flatMap(({ invoices }) => invoices.map(invoiceKey));
  return new Map(
    keys.flatMap((key) => {
      const other = yearOf.get(hashOf(key));
      return other === undefined ? [] : [[key, other] as const];
    }),
  );
}
