import type { Call } from "../../../shared/http/api-handler.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { CarbonRefusal } from "../problems.ts";
import { reportInArea } from "./access.ts";
import { type reportsEndpoints, reportsFacts } from "./contract.ts";
import { monthsOpened } from "./months-opened.ts";
import { moved, workedOn } from "./moved.ts";
import type { ReportPorts } from "./ports.ts";
import { sources } from "./rules.ts";
import type { Report } from "./store.ts";
import { figuresOf, type ReportView, reportStatedOf, reportView } from "./views.ts";

/** The district of an entity passes its report on, or returns it with a reason; the bureau does so for entities of the whole city. */
export function screenReport(ports: ReportPorts, call: Call<typeof reportsEndpoints.screenReport>) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<ReportView, CarbonRefusal>(ports, call, async () => {
    const found = await reportInArea(own, caller, params.reportId);
    if (!found.ok) return found;
    const report = found.value;
    if (caller.role === "regulator" && report.area !== caller.area)
      return refuse({ code: "district-screens", area: report.area, source: sources.screening });
    const { passed, reason } = body;
    const at = clock.now();
    const changes = passed ? { screenedAt: at, ...workedOn(report, caller.subject) } : { ...(reason !== undefined && { reason }) };
    const screened = moved(report, "screenReport", changes, passed ? "the district passes it on" : "it is returned with a reason");
    if (!screened.ok) return screened;
    if (!passed && reason === undefined) return refuse({ code: "decision-needs-reason", source: sources.screening });
    const stated = required(await own.reportVersion(report), `version of ${report.reportId}`);
    const envelope = factEnvelopeOf(caller, at, { parties: [report.partyId], areas: [report.area] });
    const fact = passed
      ? own.state(reportsFacts.reportScreened, { ...envelope, data: { ...reportStatedOf(report), ...figuresOf(report) } })
      : own.state(reportsFacts.reportReturned, { ...envelope, data: { ...reportStatedOf(report), reason: required(reason, "reason") } });
    const row = passed ? screened.value : unsubmitted(screened.value);
    const months = passed ? [] : await monthsOpened(ports, report);
    return accept({ response: reportView(row, stated, []), writes: [own.reportPut(row), fact, ...months] });
  });
}

/** A returned report is a draft again: it is missing until it is submitted anew. */
function unsubmitted({ submittedAt: _, ...report }: Report): Report {
  return report;
}
