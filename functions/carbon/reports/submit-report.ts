import type { Call } from "../../../shared/http/api-handler.ts";
import { endOfDay, monthOf } from "../../../shared/kernel/calendar.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { planFor } from "../control-plans/read-control-plans.ts";
import { monthsClosedPut, monthsOf, type StoredMonths } from "../months/months-of.ts";
import type { CarbonRefusal } from "../problems.ts";
import { comparedWith, findingsOf, invoiceHashes } from "./compared.ts";
import { computedOf } from "./compute.ts";
import { type reportsEndpoints, reportsFacts } from "./contract.ts";
import { computedFigures } from "./draft-report.ts";
import { factorsOf, factorsReplaced } from "./factors.ts";
import { reportsLifecycles } from "./lifecycles.ts";
import { monthFaults } from "./months.ts";
import type { ReportPorts } from "./ports.ts";
import { sources } from "./rules.ts";
import type { ValueFault } from "./shapes.ts";
import type { Report, ReportVersion } from "./store.ts";
import { valueFaults } from "./value-faults.ts";
import { figuresOf, type ReportView, reportStatedOf, reportView } from "./views.ts";

/**
 * Submits a draft to the district. Everything is checked anew on what stands now: values, explanations, invoices of other years and the
 * stored months; all that is wrong is refused at once. Late reports are taken and marked.
 */
export function submitReport(ports: ReportPorts, call: Call<typeof reportsEndpoints.submitReport>) {
  const { own, clock } = ports;
  const { caller, params } = call;
  return runCommand<ReportView, CarbonRefusal>(ports, call, async () => {
    const report = await own.reportAt(params.reportId);
    if (report?.partyId !== caller.partyId) return refuse({ code: "not-found" });
    const state = next(reportsLifecycles.report, report.state, "submitReport");
    if (!state.ok) return state;
    const at = clock.now();
    const { year, partyId } = report;
    const month = monthOf(at);
    if (month.slice(0, 4) <= year) return refuse({ code: "year-not-over", year, month, source: sources.report });
    const drafted = required(await own.reportVersion(report), `version of ${report.reportId}`);
    const current = await withFactorsInForce(ports, report, drafted);
    if (!current.ok) return current;
    const stated = current.value;
    const plan = await planFor(ports, report);
    if (!plan.ok) return plan;
    const months = await monthsOf(ports, report);
    const faults = checked(await faultsOf(ports, report, stated, at, months));
    if (!faults.ok) return faults;
    const { changes } = await own.invoicesOf(partyId);
    const { reason: _reason, mustReport: _drafted, ...passed } = report;
    const late = at >= endOfDay(report.reportBy);
    const figures = computedFigures(stated.computed);
    const submitted: Report = { ...passed, ...figures, state: state.value, late, submittedAt: at, version: report.version + 1 };
    const version: ReportVersion = { ...stated, submittedAt: at };
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [report.area] });
    const data = { ...reportStatedOf(submitted), ...figuresOf(submitted), late };
    return accept({
      response: reportView(submitted, version, []),
      writes: [
        own.reportPut(submitted),
        own.reportVersionPut(version),
        ...own.invoicesPut(partyId, { year, keys: invoiceHashes(stated.values) }, changes + 1),
        // Nothing of the months changes any more while the report stands.
        ...(months ? [monthsClosedPut(ports, report, months)] : []),
        own.state(reportsFacts.reportSubmitted, { ...envelope, data }),
      ],
    });
  });
}

/** A draft as it is submitted: with the figures of the corrected factors, where those that it was drafted with were wrong. */
async function withFactorsInForce(
  { own }: ReportPorts,
  report: Report,
  drafted: ReportVersion,
): Promise<Outcome<ReportVersion, CarbonRefusal>> {
  if (!(await factorsReplaced(own, report))) return accept(drafted);
  const factors = await factorsOf(own, report, report, undefined);
  return factors.ok ? accept({ ...drafted, computed: computedOf(drafted.values, factors.value) }) : factors;
}

/** Everything that keeps a version from being submitted at an instant. */
async function faultsOf(
  { own }: ReportPorts,
  report: Report,
  { values, computed }: ReportVersion,
  at: string,
  stored: StoredMonths | undefined,
): Promise<readonly ValueFault[]> {
  const compared = await comparedWith(own, report, at);
  const findings = await findingsOf(own, report, values, { ...compared, computed });
  return [...valueFaults(values, compared), ...findings, ...(stored ? monthFaults(values, stored.months) : [])];
}

function checked(faults: readonly ValueFault[]): Outcome<true, CarbonRefusal> {
  if (faults.length === 0) return accept(true);
  const code = faults.every((each) => each.code === "months-differ") ? "months-differ" : "report-values-refused";
  return refuse({ code, refused: faults.length, faults, source: sources.report });
}
