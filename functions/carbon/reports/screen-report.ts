import type { Call } from "../../../shared/http/api-handler.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { CarbonRefusal } from "../problems.ts";
import { reportInArea } from "./access.ts";
import { type reportsEndpoints, reportsFacts } from "./contract.ts";
import { reportsLifecycles } from "./lifecycles.ts";
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
    const event = passed ? "the district passes it on" : "it is returned with a reason";
    const state = next(reportsLifecycles.report, report.state, "screenReport", event);
    if (!state.ok) return state;
    if (!passed && reason === undefined) return refuse({ code: "decision-needs-reason", source: sources.screening });
    const at = clock.now();
    const stated = required(await own.reportVersion(report), `version of ${report.reportId}`);
    const envelope = factEnvelopeOf(caller, at, { parties: [report.partyId], areas: [report.area] });
    const screened = passed ? passedOn(report, caller.subject, at) : returned(report, required(reason, "reason"));
    const fact = passed
      ? own.state(reportsFacts.reportScreened, { ...envelope, data: { ...reportStatedOf(report), ...figuresOf(report) } })
      : own.state(reportsFacts.reportReturned, { ...envelope, data: { ...reportStatedOf(report), reason: required(reason, "reason") } });
    const row: Report = { ...screened, state: state.value, version: report.version + 1 };
    return accept({ response: reportView(row, stated, []), writes: [own.reportPut(row), fact] });
  });
}

function passedOn(report: Report, subject: string, at: string): Report {
  return { ...report, screenedAt: at, workedOnBy: [...new Set([...report.workedOnBy, subject])] };
}

function returned({ submittedAt: _, ...report }: Report, reason: string): Report {
  return { ...report, reason };
}
