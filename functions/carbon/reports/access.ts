import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { type ScopedCaller, scopeOf } from "../../../shared/members/scope.ts";
import type { CarbonStore } from "../store.ts";
import { type Report, type ReportName, reportIdOf } from "./store.ts";

/** Whether a caller may read a report with its values: its entity, the authorities of its area, and the verifier that it is assigned to. */
export function seesReport(caller: ScopedCaller, { partyId, area, verifierId }: Report): boolean {
  if (caller.role === "verifier") return verifierId !== undefined && verifierId === caller.partyId;
  return scopeOf(caller).sees({ partyId, areas: [area] });
}

/** Whether a caller may read what belongs to an entity's year: the entity, the authorities of its area, and the verifier of its report. */
export async function seesYear(
  own: Pick<CarbonStore, "reportAt">,
  caller: ScopedCaller,
  { area, ...of }: ReportName & { readonly area: string },
): Promise<boolean> {
  if (caller.role !== "verifier") return scopeOf(caller).sees({ partyId: of.partyId, areas: [area] });
  const report = await own.reportAt(reportIdOf(of));
  return report !== undefined && seesReport(caller, report);
}

/** A report that a caller may read; for others it does not exist. */
export async function reportSeenBy(own: CarbonStore, caller: ScopedCaller, reportId: string): Promise<Outcome<Report, NotFound>> {
  const report = await own.reportAt(reportId);
  return report && seesReport(caller, report) ? accept(report) : refuse({ code: "not-found" });
}

/** A key entity whose year a caller may read although there is no report yet; for others it does not exist. */
export async function entitySeenBy(own: CarbonStore, caller: ScopedCaller, of: ReportName): Promise<Outcome<ReportName, NotFound>> {
  const entity = await own.keyEntity(of);
  return entity && (await seesYear(own, caller, entity)) ? accept(of) : refuse({ code: "not-found" });
}

/** A report of the area that an authority answers for; for others it does not exist. */
export async function reportInArea(own: CarbonStore, caller: ScopedCaller, reportId: string): Promise<Outcome<Report, NotFound>> {
  const report = await own.reportAt(reportId);
  return report && scopeOf(caller).answersFor(report.area) ? accept(report) : refuse({ code: "not-found" });
}
