import type { Call } from "../../../shared/http/api-handler.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { checkOwnWork } from "../own-work.ts";
import type { CarbonRefusal } from "../problems.ts";
import { moved } from "../reports/moved.ts";
import type { Report } from "../reports/store.ts";
import { type UnderVerification, verificationInArea } from "./access.ts";
import { assignmentWrites, newAssignment } from "./assign.ts";
import type { verificationEndpoints } from "./contract.ts";
import { verificationFacts } from "./contract-facts.ts";
import { verificationLifecycles } from "./lifecycles.ts";
import type { VerificationPorts } from "./ports.ts";
import type { Reverification } from "./shapes.ts";
import { verificationSources } from "./sources.ts";
import type { Verification } from "./store.ts";
import { untiedVerifier } from "./ties.ts";
import { type VerificationView, verificationEnvelope, verificationStated, verificationView } from "./views.ts";

const { reverification: lifecycle } = verificationLifecycles;
const source = verificationSources.conclusion;
type DecideCall = Call<typeof verificationEndpoints.decideReverification>;
type Decided = Outcome<{ readonly response: VerificationView; readonly writes: readonly WriteFragment<never>[] }, CarbonRefusal>;

/** Grants a re-verification, which assigns another verifier, or refuses it; by two persons of whom none worked on the report. */
export function decideReverification(ports: VerificationPorts, call: DecideCall) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<VerificationView, CarbonRefusal>(ports, call, async () => {
    const found = await verificationInArea(own, caller, params.reportId);
    if (!found.ok) return found;
    const { report, verification } = found.value;
    const { reverification: request } = verification;
    if (!request) return refuse({ code: "no-request", source });
    const state = next(lifecycle, request.state, "decideReverification", body.granted ? "verifier-tied" : "it is refused with a reason");
    if (!state.ok) return state;
    for (const subject of [caller.subject, caller.approvedBy]) {
      const others = subject === undefined ? undefined : checkOwnWork({ subject }, report.workedOnBy);
      if (others && !others.ok) return others;
    }
    const at = clock.now();
    const { reason, documentNumber } = body;
    const decided: Reverification = { ...request, state: state.value, decision: reason, documentNumber, decidedAt: at };
    const row: Verification = { ...verification, reverification: decided, version: verification.version + 1 };
    return body.granted ? grant(ports, call, { report, verification: row }, at) : turnDown(ports, call, { report, verification: row }, at);
  });
}

/** The verified figures stand, and the report can be decided on. */
async function turnDown({ own }: VerificationPorts, { caller, body }: DecideCall, found: UnderVerification, at: Instant): Promise<Decided> {
  const { verification: row } = found;
  const { reverifyBy: _, ...rest } = found.report;
  const report: Report = { ...rest, version: rest.version + 1 };
  const { reason, documentNumber } = body;
  const data = { ...verificationStated(row), reason, documentNumber };
  return accept({
    response: await verificationView(own, row, report),
    writes: [
      own.reportPut(report),
      own.verificationPut(row),
      own.state(verificationFacts.reverificationRefused, { ...verificationEnvelope(caller, at, row), data }),
    ],
  });
}

/** Another verifier begins anew: what the first one found stays with its own assignment. */
async function grant(ports: VerificationPorts, { caller, body }: DecideCall, found: UnderVerification, at: Instant): Promise<Decided> {
  const { own } = ports;
  const { verification: before } = found;
  const { verifierId, reason, documentNumber } = body;
  if (verifierId === undefined) return refuse({ code: "verifier-needed", source });
  const { reverifyBy, respondBy, verifiedTce, verifiedTco2, concludedAt, ...unverified } = found.report;
  const again = moved(unverified, "verifyAgain", { verifierId, conservative: false });
  if (!again.ok) return again;
  const untied = await untiedVerifier(ports, found.report, verifierId, before.verifierId);
  if (!untied.ok) return untied;
  const row = newAssignment(again.value, untied.value.verifier, { before: { ...before, version: before.version - 1 }, documentNumber, at });
  const earlier = await own.earlierVerifications(row.reportId);
  const data = { ...verificationStated(row), reason, documentNumber, earlierVerifierName: before.verifierName };
  return accept({
    response: await verificationView(own, row, again.value, { earlier: [...earlier, before] }),
    writes: [
      own.reportPut(again.value),
      ...assignmentWrites(own, row, before, untied.value),
      own.state(verificationFacts.reverificationGranted, { ...verificationEnvelope(caller, at, row), data }),
    ],
  });
}
