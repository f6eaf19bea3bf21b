import { mrvRules } from "../../../shared/carbon/mrv-rules.ts";
import { monthOf } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import type { CarbonStore } from "../store.ts";
import type { StoredMonths } from "./months.ts";
import { type FindingsContext, openFindings } from "./open-findings.ts";
import type { Computed, ReportValues, ValueFault } from "./shapes.ts";
import { type ReportName, reportIdOf, type YearInvoices } from "./store.ts";
import { type ComparedWith, invoiceKey } from "./value-faults.ts";

/** What the values of a report are compared with: last year's accepted report, and the limit of a jump. */
export async function comparedWith(own: CarbonStore, { partyId, year }: ReportName, at: Instant): Promise<ComparedWith> {
  const last = await own.reportAt(reportIdOf({ partyId, year: String(Number(year) - 1) }));
  const before =
    last?.acceptedVersion === undefined
      ? undefined
      : await own.reportVersion({ reportId: last.reportId, reportVersion: last.acceptedVersion });
  return { year, month: monthOf(at), before: before?.values, jumpLimit: decimal(mrvRules.yearOnYearJump.value) };
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

/** What monthly storage holds of an entity's year. */
export async function monthsOf(_own: CarbonStore, _name: ReportName): Promise<StoredMonths> {
  return new Map();
}
