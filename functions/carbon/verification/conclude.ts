import { mrvRules } from "../../../shared/carbon/mrv-rules.ts";
import type { Call } from "../../../shared/http/api-handler.ts";
import { decimal, plain } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { CarbonRefusal } from "../problems.ts";
import { moved, workedOn } from "../reports/moved.ts";
import { statedBy, verificationSeenBy } from "./access.ts";
import type { verificationEndpoints } from "./contract.ts";
import { verificationFacts } from "./contract-facts.ts";
import { lastDayBefore, workingDeadline } from "./days.ts";
import type { VerificationPorts } from "./ports.ts";
import { type LineFigures, type StatedFigures, statedOf, verifiedFigures } from "./rules.ts";
import type { Conclusion, LineChange } from "./shapes.ts";
import { verificationSources } from "./sources.ts";
import type { Finding, Verification } from "./store.ts";
import { type VerificationView, verificationEnvelope, verificationStated, verificationView, verifiedStated } from "./views.ts";

/**
 * Concludes a verification: the verified figures follow from the lines that the verifier changed and from the conservative ones. The entity is
 * told in the same transaction, so that feedback is never late, and its days to respond begin.
 */
export function concludeVerification(ports: VerificationPorts, call: Call<typeof verificationEndpoints.concludeVerification>) {
  const { own, clock, calendars } = ports;
  const { caller, params, body } = call;
  return runCommand<VerificationView, CarbonRefusal>(ports, call, async () => {
    const found = await verificationSeenBy(own, caller, params.reportId);
    if (!found.ok) return found;
    const { report, verification } = found.value;
    const possible = moved(report, "concludeVerification");
    if (!possible.ok) return possible;
    const [{ computed }, findings] = await Promise.all([statedBy(own, report), own.findingsOf(verification)]);
    const set = conservativeLines(findings);
    const checked = checkedChanges(computed, body.changes, set);
    if (!checked.ok) return checked;
    const changes = [...body.changes.map((each) => ({ ...each, conservative: false })), ...set.filter(({ line }) => line > 0)];
    const verified = verifiedFigures(computed, [...body.changes, ...set].map(figuresOf));
    const at = clock.now();
    const { until: respondBy, provisional } = await workingDeadline(calendars, at, mrvRules.reverificationRequestWorkingDays.value);
    const conclusion: Conclusion = {
      ...{ concludedAt: at, opinion: body.opinion, changes, respondBy, provisional },
      ...{ verifiedTce: plain(verified.tce), verifiedTco2: plain(verified.tco2) },
    };
    const results = { verifiedTce: verified.tce, verifiedTco2: verified.tco2, concludedAt: at, respondBy };
    const concluded = { ...possible.value, ...results, ...workedOn(report, caller.subject) };
    const row: Verification = { ...verification, conclusion, version: verification.version + 1 };
    const data = {
      ...{ ...verificationStated(row), ...verifiedStated(conclusion), opinion: body.opinion, conservative: report.conservative },
      ...{ changedLines: [...body.changes, ...set].map(({ line }) => line), lastDay: lastDayBefore(respondBy) },
    };
    return accept({
      response: await verificationView(own, row, concluded),
      writes: [
        own.reportPut(concluded),
        own.verificationPut(row),
        own.state(verificationFacts.verificationConcluded, { ...verificationEnvelope(caller, at, row), data }),
      ],
    });
  });
}

type SetLine = Conclusion["changes"][number];

/** Figures that were set for want of an answer; of several for one line the highest, as each of them stands. */
function conservativeLines(findings: readonly Finding[]): readonly SetLine[] {
  const highest = new Map<number, SetLine>();
  for (const { state, line, conservative, found } of findings) {
    if (state !== "conservative") continue;
    const before = highest.get(line);
    const { basis: _basis, ...figures } = conservative;
    if (!before || decimal(before.tco2).lt(decimal(figures.tco2)))
      highest.set(line, { line, ...figures, reason: found, conservative: true });
  }
  return [...highest.values()];
}

function checkedChanges(stated: StatedFigures, changes: readonly LineChange[], set: readonly SetLine[]): Outcome<true, CarbonRefusal> {
  const source = verificationSources.conclusion;
  const unknown = changes.find(({ line }, index) => !statedOf(stated, line) || changes.findIndex((other) => other.line === line) !== index);
  if (unknown) return refuse({ code: "line-unknown", line: unknown.line, lines: stated.lines.length, source });
  const stands = changes.find(({ line }) => set.some((each) => each.line === line));
  return stands ? refuse({ code: "conservative-stands", line: stands.line, source: verificationSources.conservative }) : accept(true);
}

function figuresOf({ line, tce, tco2 }: Pick<LineChange, "line" | "tce" | "tco2">): LineFigures {
  return { line, tce: tce === undefined ? undefined : decimal(tce), tco2: decimal(tco2) };
}
