import { mrvRules } from "../../../shared/carbon/mrv-rules.ts";
import type { Call } from "../../../shared/http/api-handler.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { messageOf } from "../../../shared/kernel/message.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { CarbonRefusal } from "../problems.ts";
import { moved } from "../reports/moved.ts";
import { verificationSeenBy } from "./access.ts";
import type { verificationEndpoints } from "./contract.ts";
import { verificationFacts } from "./contract-facts.ts";
import { lastDayBefore, workingDeadline } from "./days.ts";
import type { VerificationPorts } from "./ports.ts";
import type { Conclusion } from "./shapes.ts";
import type { Verification } from "./store.ts";
import { type VerificationView, verificationEnvelope, verificationStated, verificationView, verifiedStated } from "./views.ts";

const source = messageOf(mrvRules.reverificationRequestWorkingDays.source);

/** The entity agrees with the verified figures, or asks within its working days that another verifier looks at them. */
export function respondToVerification(ports: VerificationPorts, call: Call<typeof verificationEndpoints.respondToVerification>) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<VerificationView, CarbonRefusal>(ports, call, async () => {
    const found = await verificationSeenBy(own, caller, params.reportId);
    if (!found.ok) return found;
    const { report, verification } = found.value;
    const { respondBy, ...rest } = report;
    const responded = moved(rest, "respondToVerification");
    if (!responded.ok) return responded;
    const conclusion = required(verification.conclusion, `conclusion of ${report.reportId}`);
    const given = givenBefore(verification, conclusion);
    if (given) return refuse({ code: "response-given", given, source });
    const at = clock.now();
    if (at >= conclusion.respondBy) return refuse({ code: "response-late", respondBy: conclusion.respondBy, source });
    const { agreed, reason } = body;
    if (!agreed && reason === undefined) return refuse({ code: "decision-needs-reason", source });
    const response = agreed ? agreement(ports, verification, conclusion) : await request(ports, verification, required(reason, "reason"));
    const row: Verification = { ...verification, ...response, version: verification.version + 1 };
    const waits = row.reverification && { reverifyBy: row.reverification.decideBy };
    const next = { ...responded.value, ...waits };
    return accept({
      response: await verificationView(own, row, next),
      writes: [own.reportPut(next), own.verificationPut(row), responseFact(ports, call, row, conclusion)],
    });
  });
}

function givenBefore({ reverification }: Verification, { agreedAt }: Conclusion) {
  if (reverification) return "requested" as const;
  return agreedAt === undefined ? undefined : ("agreed" as const);
}

function agreement({ clock }: VerificationPorts, _row: Verification, conclusion: Conclusion): Partial<Verification> {
  return { conclusion: { ...conclusion, agreedAt: clock.now() } };
}

async function request({ clock, calendars }: VerificationPorts, _row: Verification, reason: string): Promise<Partial<Verification>> {
  const at = clock.now();
  const { until: decideBy, provisional } = await workingDeadline(calendars, at, mrvRules.reverificationDecisionWorkingDays.value);
  return { reverification: { state: "requested", reason, requestedAt: at, decideBy, provisional } };
}

function responseFact(
  { own, clock }: VerificationPorts,
  { caller }: Call<typeof verificationEndpoints.respondToVerification>,
  row: Verification,
  conclusion: Conclusion,
) {
  const envelope = verificationEnvelope(caller, clock.now(), row);
  const data = { ...verificationStated(row), ...verifiedStated(conclusion) };
  const { reverification } = row;
  if (!reverification) return own.state(verificationFacts.verificationAgreed, { ...envelope, data });
  const { reason, decideBy } = reverification;
  return own.state(verificationFacts.reverificationRequested, { ...envelope, data: { ...data, reason, lastDay: lastDayBefore(decideBy) } });
}
