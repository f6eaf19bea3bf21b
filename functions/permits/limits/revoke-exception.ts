import type { Call } from "../../../shared/http/api-handler.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { GrantedException } from "../../../shared/permits/limit-facts.ts";
import { limitLifecycles } from "../../../shared/permits/limit-lifecycles.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type permitsEndpoints, permitsFacts } from "../contract.ts";
import type { PermitsPorts } from "../ports.ts";
import type { PermitsRefusal } from "../problems.ts";
import { exceptionView } from "./views.ts";

/** Revokes an exception: from now on it lifts nothing. Exceptions of other areas are `not-found`. */
export function revokeLimitException(ports: PermitsPorts, call: Call<typeof permitsEndpoints.revokeLimitException>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof exceptionView>, PermitsRefusal>(ports, call, async () => {
    const { exceptionId } = params;
    const granted = await own.limitException(exceptionId);
    if (!granted || !scopeOf(caller).answersFor(granted.area)) return refuse({ code: "not-found" });
    const revocation = next(limitLifecycles.limitException, granted.state, "revokeLimitException");
    if (!revocation.ok) return refuse({ code: "exception-already-revoked", exceptionId, reason: granted.reason ?? "" });
    const revoked: GrantedException = { ...granted, state: revocation.value, reason: body.reason, version: granted.version + 1 };
    const { partyId, area } = granted;
    const envelope = factEnvelopeOf(caller, clock.now(), { parties: partyId === undefined ? [] : [partyId], areas: [area] });
    const { state, grantedAt, ...stated } = exceptionView(revoked);
    const data = { ...stated, reason: body.reason };
    return accept({
      response: exceptionView(revoked),
      writes: [own.limitExceptionPut(revoked), own.state(permitsFacts.limitExceptionRevoked, { ...envelope, data })],
    });
  });
}
