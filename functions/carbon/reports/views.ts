import type * as z from "zod";
import { plain } from "../../../shared/kernel/decimal.ts";
import type { reportsEndpoints } from "./contract.ts";
import { valuesRules } from "./rules.ts";
import type { ValueFault } from "./shapes.ts";
import type { Report, ReportVersion } from "./store.ts";

/** A report in a list, as it is shown. */
export type ListedReportView = z.input<(typeof reportsEndpoints)["listReports"]["response"]>["items"][number];
/** A report with the values of a version, as it is shown. */
export type ReportView = z.input<(typeof reportsEndpoints)["readReport"]["response"]>;

/** A report without its values. */
export function listedReportView(report: Report): ListedReportView {
  const { version, factorSetId, factorSetVersion, gridFactorId, gridFactorVersion, acceptedVersion, workedOnBy, ...row } = report;
  const { respondBy, reverifyBy, tce, tco2, verifiedTce, verifiedTco2, mustReport, ...rest } = row;
  return {
    ...rest,
    ...{ tce: plain(tce), tco2: plain(tco2), mustReport: mustReport ?? null },
    ...(verifiedTce && { verifiedTce: plain(verifiedTce) }),
    ...(verifiedTco2 && { verifiedTco2: plain(verifiedTco2) }),
  };
}

/** A report with what a version of it states. */
export function reportView(
  report: Report,
  { reportVersion, values, computed }: ReportVersion,
  findings: readonly ValueFault[],
): ReportView {
  return {
    ...listedReportView(report),
    shownVersion: reportVersion,
    values,
    computed,
    findings: findings.slice(0, valuesRules.mostFindings),
  };
}

/** What facts say of the entity and year of a report. */
export function entityYearOf({ partyId, partyName, creditCode, area, year }: Report) {
  return { partyId, partyName, creditCode, area, year };
}
/** What facts say of a report. */
export function reportStatedOf(report: Report) {
  const { reportId, reportVersion: version, market } = report;
  return { ...entityYearOf(report), reportId, version, market };
}
/** The figures of a report: verified ones, once there are such. */
export function figuresOf({ tce, tco2, verifiedTce = tce, verifiedTco2 = tco2 }: Report) {
  return { tce: plain(verifiedTce), tco2: plain(verifiedTco2) };
}
