import type { Call } from "../../shared/http/api-handler.ts";
import { next } from "../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { siteAccount, striped } from "../../shared/ledger/account.ts";
import { scopeOf } from "../../shared/members/scope.ts";
import { need as needInstrument } from "../../shared/permits/instruments.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import { type permitsEndpoints, permitsFacts } from "./contract.ts";
import { permitsLifecycles } from "./lifecycles.ts";
import type { PermitsPorts } from "./ports.ts";
import type { PermitsRefusal } from "./problems.ts";
import { type Need, routeOf } from "./store.ts";
import { needView } from "./views.ts";

/** Withdraws an unused need: all of it must still be available at the site. */
export function withdrawNeed(ports: PermitsPorts, call: Call<typeof permitsEndpoints.withdrawNeed>) {
  const { clock, own, ledger } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof needView>, PermitsRefusal>(ports, call, async () => {
    const { pollutant, project } = params;
    const { reason } = body;
    const need = await own.need(pollutant, project);
    if (!need || !scopeOf(caller).answersFor(need.area)) return refuse({ code: "not-found" });
    const withdrawal = next(permitsLifecycles.need, need.state, "withdrawNeed");
    if (!withdrawal.ok) return refuse({ code: "need-already-withdrawn", pollutant, project, reason: need.reason ?? "" });
    const { partyId, siteId } = need;
    const withdrawn: Need = { ...need, state: withdrawal.value, reason, version: need.version + 1 };
    const envelope = factEnvelopeOf(caller, clock.now(), { parties: [partyId], areas: [...new Set([need.poolArea, need.area])] });
    const entry = ledger.newEntry<PermitsRefusal>({ ...envelope, cause: { kind: "need-withdrawal", reference: envelope.factId } });
    entry.transfer({
      instrument: needInstrument(pollutant, project),
      from: siteAccount(siteId),
      to: striped("issue", project),
      quantity: need.tonnesToBuy,
      shortage: { code: "need-in-use", pollutant, project },
    });
    const { state, certifiedAt, ...stated } = needView(withdrawn);
    const data = { ...stated, reason };
    return accept({
      response: needView(withdrawn),
      writes: [
        own.needPut(withdrawn),
        own.routeLeft(routeOf(need), project),
        own.state(permitsFacts.needWithdrawn, { ...envelope, data }),
        ...entry.writes(),
      ],
    });
  });
}
