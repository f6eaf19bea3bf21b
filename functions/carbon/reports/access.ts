import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { type ScopedCaller, scopeOf } from "../../../shared/members/scope.ts";
import type { CarbonStore } from "../store.ts";
import type { Report } from "./store.ts";

/** Whether a caller may read a report with its values: its entity, the authorities of its area, and the verifier that it is assigned to. */
export function seesReport(caller: ScopedCaller, { partyId, area, verifierId }: Report): boolean {
  if (caller.role === "verifier") return verifierId !== undefined && verifierId === caller.partyId;
  return scopeOf(caller).sees({ partyId, areas: [area] });
}

/** A report that a caller may read; for others it does not exist. */
export async function reportSeenBy(own: CarbonStore, caller: ScopedCaller, reportId: string): Promise<Outcome<Report, NotFound>> {
  const report = await own.reportAt(reportId);
  return report && seesReport(caller, report) ? accept(report) : refuse({ code: "not-found" });
}

/** A report of the area that an authority answers for; for others it does not exist. */
export async function reportInArea(own: CarbonStore, caller: ScopedCaller, reportId: string): Promise<Outcome<Report, NotFound>> {
  const report = await own.reportAt(reportId);
  return report && scopeOf(caller).answersFor(report.area) ? accept(report) : refuse({ code: "not-found" });
}
