import { mrvRules } from "../../../shared/carbon/mrv-rules.ts";
import type { Call } from "../../../shared/http/api-handler.ts";
import { decimal, plain } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { messageOf } from "../../../shared/kernel/message.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { CarbonRefusal } from "../problems.ts";
import { evidencePuts } from "../reports/evidence.ts";
import { moved, workedOn } from "../reports/moved.ts";
import { findingAt, statedBy, verificationSeenBy } from "./access.ts";
import type { verificationEndpoints } from "./contract.ts";
import { verificationFacts } from "./contract-facts.ts";
import { lastDayBefore, workingDeadline } from "./days.ts";
import { movedFinding } from "./moved-finding.ts";
import type { VerificationPorts } from "./ports.ts";
import { isConservative, mostFindings, type StatedFigures, statedOf } from "./rules.ts";
import type { ConservativeFigure, Round } from "./shapes.ts";
import { verificationSources } from "./sources.ts";
import type { Finding, Verification } from "./store.ts";
import { type VerificationView, verificationEnvelope, verificationStated, verificationView } from "./views.ts";

const answerRule = mrvRules.nonConformityAnswerWorkingDays;

/** Raises a non-conformity, with the figure that is set if nothing comes in time. */
export function raiseNonConformity(ports: VerificationPorts, call: Call<typeof verificationEndpoints.raiseNonConformity>) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<VerificationView, CarbonRefusal>(ports, call, async () => {
    const found = await verificationSeenBy(own, caller, params.reportId);
    if (!found.ok) return found;
    const { report, verification } = found.value;
    const raised = moved(report, "raiseNonConformity", workedOn(report, caller.subject));
    if (!raised.ok) return raised;
    if (verification.findings >= mostFindings)
      return refuse({ code: "too-many-findings", most: mostFindings, source: verificationSources.finding });
    const { computed } = await statedBy(own, report);
    const stands = checkedFigure(computed, body.line, body.conservative);
    if (!stands.ok) return stands;
    const at = clock.now();
    const { asked, ...rest } = body;
    const number = verification.findings + 1;
    const { reportId, assignment } = verification;
    const first = await roundOf(ports, 1, asked);
    const finding: Finding = { ...{ reportId, assignment, number, state: "raised" }, ...rest, rounds: [first], version: 1 };
    const counts = { findings: number, openFindings: verification.openFindings + 1 };
    const row: Verification = { ...verification, ...counts, version: verification.version + 1 };
    return accept({
      response: await verificationView(own, row, raised.value, { changed: [finding] }),
      writes: [
        own.reportPut(raised.value),
        own.verificationPut(row),
        own.findingPut(finding),
        own.state(verificationFacts.nonConformityRaised, { ...verificationEnvelope(caller, at, row), data: asking(row, finding) }),
      ],
    });
  });
}

/** A figure is set for a line that the report has, and never below what was reported. */
function checkedFigure(stated: StatedFigures, line: number, { tce, tco2 }: ConservativeFigure): Outcome<true, CarbonRefusal> {
  const reported = statedOf(stated, line);
  if (!reported) return refuse({ code: "line-unknown", line, lines: stated.lines.length, source: verificationSources.finding });
  const figures = { tce: tce === undefined ? undefined : decimal(tce), tco2: decimal(tco2) };
  if (isConservative(figures, reported)) return accept(true);
  const { tce: reportedTce } = reported;
  return refuse({
    ...{ code: "conservative-too-low", line, reportedTco2: plain(reported.tco2) },
    ...{ reportedTce: reportedTce ? plain(reportedTce) : "-", source: verificationSources.conservative },
  });
}

/** A round that begins now and is answered within the working days of the rules. */
async function roundOf({ calendars, clock }: VerificationPorts, round: number, asked: string): Promise<Round> {
  const at = clock.now();
  const { until, provisional } = await workingDeadline(calendars, at, answerRule.value);
  return { round, asked, askedAt: at, answerBy: until, provisional };
}

function lastRound({ rounds, number }: Finding): Round {
  return required(rounds.at(-1), `round of non-conformity ${number}`);
}

/** What facts say of a non-conformity. */
export function findingStated(row: Verification, finding: Finding) {
  return { ...verificationStated(row), number: finding.number, line: finding.line, round: lastRound(finding).round };
}

function asking(row: Verification, finding: Finding) {
  const { asked, answerBy } = lastRound(finding);
  const { found, conservative } = finding;
  return { ...findingStated(row, finding), found, asked, lastDay: lastDayBefore(answerBy), conservativeTco2: conservative.tco2 };
}

/** The entity answers a non-conformity in time, with documents that it uploaded. */
export function answerNonConformity(ports: VerificationPorts, call: Call<typeof verificationEndpoints.answerNonConformity>) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<VerificationView, CarbonRefusal>(ports, call, async () => {
    const found = await verificationSeenBy(own, caller, params.reportId);
    if (!found.ok) return found;
    const { report, verification: row } = found.value;
    const finding = await findingAt(own, row, params.number);
    if (!finding.ok) return finding;
    const at = clock.now();
    const current = lastRound(finding.value);
    const answer = { text: body.text, evidence: [...body.evidence], answeredAt: at };
    const rounds = [...finding.value.rounds.slice(0, -1), { ...current, answer }];
    const answered = movedFinding(finding.value, "answerNonConformity", { rounds });
    if (!answered.ok) return answered;
    if (at >= current.answerBy) return refuse({ code: "answer-late", answerBy: current.answerBy, source: messageOf(answerRule.source) });
    const evidence = await evidencePuts(ports, report, body, at);
    if (!evidence.ok) return evidence;
    const data = { ...findingStated(row, answered.value), text: body.text };
    return accept({
      response: await verificationView(own, row, report, { changed: [answered.value] }),
      writes: [
        own.findingPut(answered.value),
        ...evidence.value,
        own.state(verificationFacts.nonConformityAnswered, { ...verificationEnvelope(caller, at, row), data }),
      ],
    });
  });
}

/** The verifier closes an answered non-conformity, or asks again. */
export function closeNonConformity(ports: VerificationPorts, call: Call<typeof verificationEndpoints.closeNonConformity>) {
  return call.body.closed ? settle(ports, call) : askAgain(ports, call);
}

type CloseCall = Call<typeof verificationEndpoints.closeNonConformity>;

function settle(ports: VerificationPorts, call: CloseCall) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<VerificationView, CarbonRefusal>(ports, call, async () => {
    const found = await verificationSeenBy(own, caller, params.reportId);
    if (!found.ok) return found;
    const { report, verification } = found.value;
    const finding = await findingAt(own, verification, params.number);
    if (!finding.ok) return finding;
    const at = clock.now();
    const closed = movedFinding(finding.value, "closeNonConformity", { closedBecause: body.text, endedAt: at }, "the answer settles it");
    if (!closed.ok) return closed;
    const openFindings = verification.openFindings - 1;
    const guard = openFindings > 0 ? "others are open" : "none is open";
    const after = moved(report, "closeNonConformity", workedOn(report, caller.subject), guard);
    if (!after.ok) return after;
    const row: Verification = { ...verification, openFindings, version: verification.version + 1 };
    const data = { ...findingStated(row, closed.value), text: body.text };
    return accept({
      response: await verificationView(own, row, after.value, { changed: [closed.value] }),
      writes: [
        own.reportPut(after.value),
        own.verificationPut(row),
        own.findingPut(closed.value),
        own.state(verificationFacts.nonConformityClosed, { ...verificationEnvelope(caller, at, row), data }),
      ],
    });
  });
}

function askAgain(ports: VerificationPorts, call: CloseCall) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<VerificationView, CarbonRefusal>(ports, call, async () => {
    const found = await verificationSeenBy(own, caller, params.reportId);
    if (!found.ok) return found;
    const { report, verification: row } = found.value;
    const finding = await findingAt(own, row, params.number);
    if (!finding.ok) return finding;
    const at = clock.now();
    const rounds = [...finding.value.rounds, await roundOf(ports, finding.value.rounds.length + 1, body.text)];
    const again = movedFinding(finding.value, "closeNonConformity", { rounds }, "it is asked again, in another round");
    if (!again.ok) return again;
    const worked = { ...report, ...workedOn(report, caller.subject), version: report.version + 1 };
    return accept({
      response: await verificationView(own, row, report, { changed: [again.value] }),
      writes: [
        own.reportPut(worked),
        own.findingPut(again.value),
        own.state(verificationFacts.nonConformityRaised, { ...verificationEnvelope(caller, at, row), data: asking(row, again.value) }),
      ],
    });
  });
}
