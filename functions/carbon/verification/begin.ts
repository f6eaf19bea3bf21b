import type { Call } from "../../../shared/http/api-handler.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { CarbonRefusal } from "../problems.ts";
import { moved, workedOn } from "../reports/moved.ts";
import { verificationSeenBy } from "./access.ts";
import type { verificationEndpoints } from "./contract.ts";
import { verificationFacts } from "./contract-facts.ts";
import type { VerificationPorts } from "./ports.ts";
import type { Verification } from "./store.ts";
import { type VerificationView, verificationEnvelope, verificationStated, verificationView } from "./views.ts";

/** A verifier begins with a report that is assigned to it. */
export function beginVerification(ports: VerificationPorts, call: Call<typeof verificationEndpoints.beginVerification>) {
  const { own, clock } = ports;
  const { caller, params } = call;
  return runCommand<VerificationView, CarbonRefusal>(ports, call, async () => {
    const found = await verificationSeenBy(own, caller, params.reportId);
    if (!found.ok) return found;
    const { report, verification } = found.value;
    const verifying = moved(report, "beginVerification", workedOn(report, caller.subject));
    if (!verifying.ok) return verifying;
    const at = clock.now();
    const row: Verification = { ...verification, begunAt: at, version: verification.version + 1 };
    return accept({
      response: await verificationView(own, row, verifying.value),
      writes: [
        own.reportPut(verifying.value),
        own.verificationPut(row),
        own.state(verificationFacts.verificationBegun, { ...verificationEnvelope(caller, at, row), data: verificationStated(row) }),
      ],
    });
  });
}
