import type { Call } from "../../../shared/http/api-handler.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { CarbonRefusal } from "../problems.ts";
import { entityOf } from "../register/list-key-entity.ts";
import type { KeyEntity } from "../register/store.ts";
import { comparedWith, findingsOf } from "./compared.ts";
import { computedOf } from "./compute.ts";
import type { reportsEndpoints } from "./contract.ts";
import { evidencePuts } from "./evidence.ts";
import { factorsOf } from "./factors.ts";
import { reportsLifecycles } from "./lifecycles.ts";
import type { ReportPorts } from "./ports.ts";
import { reportDayOf, sources } from "./rules.ts";
import type { Computed } from "./shapes.ts";
import { type Report, type ReportVersion, reportName } from "./store.ts";
import { valueFaults } from "./value-faults.ts";
import { type ReportView, reportView } from "./views.ts";

type DraftCall = Call<typeof reportsEndpoints.draftReport>;

/**
 * Drafts the own report of a year, replaces its draft, or begins the version after a rejected or reopened one. Values that can't stand are
 * refused all at once; what has to be explained before submission is listed as findings.
 */
export function draftReport(ports: ReportPorts, call: DraftCall) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<ReportView, CarbonRefusal>(ports, call, async () => {
    const { reportId } = params;
    const name = reportName(reportId);
    if (name.partyId !== caller.partyId) return refuse({ code: "not-found" });
    const [entity, before] = await Promise.all([entityOf(ports, name), own.reportAt(reportId)]);
    if (!entity.ok) return entity;
    const version = nextVersion(before, body.correction);
    if (!version.ok) return version;
    const at = clock.now();
    const factors = await factorsOf(own, { year: name.year, area: entity.value.area }, before, body.factorSetId);
    if (!factors.ok) return factors;
    const compared = await comparedWith(own, name, at, entity.value);
    const { values } = body;
    const faults = valueFaults(values, compared);
    if (faults.length > 0) return refuse({ code: "report-values-refused", refused: faults.length, faults, source: sources.report });
    const evidence = await evidencePuts(ports, { partyId: caller.partyId, reportId }, values, at);
    if (!evidence.ok) return evidence;
    const computed = computedOf(values, factors.value);
    const stated: ReportVersion = { reportId, ...version.value, values, computed };
    const report = drafted(before, entity.value, stated, at);
    const findings = await findingsOf(own, name, values, { ...compared, computed });
    return accept({
      response: reportView(report, stated, findings),
      writes: [own.reportPut(report), own.reportVersionPut(stated), ...evidence.value],
    });
  });
}

/** The version that a draft is of, and which one it corrects and why. */
function nextVersion(
  before: Report | undefined,
  correction: string | undefined,
): Outcome<Pick<ReportVersion, "reportVersion" | "corrects" | "correction">, CarbonRefusal> {
  if (!before) return accept({ reportVersion: 1 });
  const state = next(reportsLifecycles.report, before.state, "draftReport");
  if (!state.ok) return state;
  const corrects = before.state === "draft" ? before.corrects : before.reportVersion;
  if (corrects === undefined) return accept({ reportVersion: before.reportVersion });
  if (correction === undefined) return refuse({ code: "version-needs-correction", corrects, source: sources.report });
  return accept({ reportVersion: corrects + 1, corrects, correction });
}

/** The report with the figures of a draft; a new version knows nothing of how the earlier one was screened and verified. */
function drafted(
  before: Report | undefined,
  { partyId, partyName, creditCode, area, year, market }: KeyEntity,
  { reportId, reportVersion, corrects, computed }: ReportVersion,
  at: Instant,
): Report {
  const sameVersion = before?.reportVersion === reportVersion;
  return {
    ...{ reportId, partyId, partyName, creditCode, area, year, market, reportVersion, state: "draft" },
    ...{ ...computedFigures(computed), conservative: false },
    ...{ reportBy: reportDayOf(market, year), late: false },
    ...(corrects !== undefined && { corrects }),
    ...(before?.reason !== undefined && { reason: before.reason }),
    ...{ workedOnBy: [], draftedAt: sameVersion ? required(before, "draft").draftedAt : at, version: (before?.version ?? 0) + 1 },
  };
}

/** What the row of a report has of its figures: the factors, the sums, and whether there is a duty to report. */
export function computedFigures({ factorSetId, factorSetVersion, gridFactorId, gridFactorVersion, mustReport, ...sums }: Computed) {
  return {
    ...{ factorSetId, factorSetVersion, gridFactorId, gridFactorVersion },
    ...{ tce: decimal(sums.tce), tco2: decimal(sums.tco2) },
    ...(mustReport !== null && { mustReport }),
  };
}
