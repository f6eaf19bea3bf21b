import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { pageInScope, scopeOf } from "../../../shared/members/scope.ts";
import { reportSeenBy } from "./access.ts";
import { comparedWith, findingsOf } from "./compared.ts";
import type { reportsEndpoints } from "./contract.ts";
import type { ReportPorts } from "./ports.ts";
import { reportDayOf } from "./rules.ts";
import { type Report, reportIdOf } from "./store.ts";
import { listedReportView, reportView } from "./views.ts";

/** Reads a report with the values of its current version, or of the one asked for. */
export async function readReport({ own, clock }: ReportPorts, { caller, params, query }: Call<typeof reportsEndpoints.readReport>) {
  const found = await reportSeenBy(own, caller, params.reportId);
  if (!found.ok) return found;
  const report = found.value;
  const { reportId, reportVersion, state } = report;
  const asked = (query.version as number | undefined) ?? reportVersion;
  // Earlier versions were assigned to others, or to nobody.
  if (caller.role === "verifier" && asked !== reportVersion) return refuse({ code: "not-found" });
  const stated = await own.reportVersion({ reportId, reportVersion: asked });
  if (!stated) return refuse({ code: "not-found" });
  if (state !== "draft" || stated.reportVersion !== reportVersion) return accept({ response: reportView(report, stated, []) });
  const { values, computed } = stated;
  const findings = await findingsOf(own, report, values, { ...(await comparedWith(own, report, clock.now())), computed });
  return accept({ response: reportView(report, stated, findings) });
}

/** Lists reports: an enterprise's own, or those of a year in the area of an authority. */
export async function listReports({ own, clock }: ReportPorts, { caller, query }: Call<typeof reportsEndpoints.listReports>) {
  const { year, state, area, ...request } = query;
  const scope = scopeOf(caller);
  const rest = request as { limit?: number; cursor?: string };
  if (scope.area === undefined) {
    const page = await own.reportsOf(caller.partyId, { year, ...rest });
    const items = page.items.filter((report) => state === undefined || report.state === state);
    return accept({ response: { ...page, items: items.map(listedReportView) } });
  }
  const wanted = { year: year ?? lastYear(clock.now()), state };
  const page = await pageInScope(scope, { ...rest, area }, (part, asked) => own.reportsIn(part, { ...wanted, ...asked }));
  return page.ok ? accept({ response: { ...page.value, items: page.value.items.map(listedReportView) } }) : page;
}

/** Lists the key entities of a year without a submitted report, or with a rejected one: a page may have fewer rows than asked for, as those who filed are left out. */
export async function listMissingReports(
  { own }: ReportPorts,
  { caller, params, query }: Call<typeof reportsEndpoints.listMissingReports>,
) {
  const { year } = params;
  const page = await pageInScope(scopeOf(caller), query as never, (area, asked) => own.keyEntitiesIn(year, area, asked));
  if (!page.ok) return page;
  const { items: entities, ...rest } = page.value;
  const reports = new Map((await own.reportsAt(entities.map(reportIdOf))).map((report) => [report.partyId, report]));
  const items = entities
    .filter(({ partyId }) => isMissing(reports.get(partyId)))
    .map(({ partyId, partyName, creditCode, area, market }) => ({
      ...{ partyId, partyName, creditCode, area, year, market },
      ...{ reportBy: reportDayOf(market, year), begun: reports.has(partyId) },
    }));
  return accept({ response: { ...rest, items } });
}

/** Whether nothing that was filed counts: no report was submitted, or it was rejected and not filed again. */
function isMissing(report: Report | undefined): boolean {
  return report?.submittedAt === undefined || report.state === "rejected";
}

/** The reporting year that is over at an instant. */
function lastYear(at: Instant): string {
  return String(Number(required(dayOf(at).slice(0, 4), "year")) - 1);
}
