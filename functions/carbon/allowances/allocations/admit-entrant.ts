import type { Call } from "../../../../shared/http/api-handler.ts";
import { next, stateAfter } from "../../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import type { allowancesEndpoints } from "../contract.ts";
import { entitlement } from "../figures.ts";
import { allowancesLifecycles } from "../lifecycles.ts";
import { checkVintage, objectionsUntil } from "../plans/decide-plan.ts";
import { newLine } from "../plans/new-line.ts";
import { allowancePlanOfBureau } from "../plans/plan-of-bureau.ts";
import { reserveAccountOf, withLeft } from "../plans/plan-total.ts";
import type { AllocationPorts } from "../ports.ts";
import type { AllowancesRefusal } from "../problems.ts";
import { sources } from "../rules.ts";
import { allowanceLineView, instrumentOfPlan } from "../views.ts";
import { settle } from "./settle.ts";

/** Takes a new entrant into a plan in force, by two persons: what it is entitled to leaves the plan's reserve, which nobody else takes from. */
export async function admitNewEntrant(ports: AllocationPorts, call: Call<typeof allowancesEndpoints.admitNewEntrant>) {
  const { own, clock, calendars, ledger } = ports;
  const { caller, params, body } = call;
  const outcome = await runCommand<ReturnType<typeof allowanceLineView>, AllowancesRefusal>(ports, call, async () => {
    const found = allowancePlanOfBureau(await own.allowancePlan(params.planId), caller);
    if (!found.ok) return found;
    const plan = found.value;
    const { planId } = plan;
    const inForce = next(allowancesLifecycles.allowancePlan, plan.state, "admitNewEntrant");
    if (!inForce.ok) return inForce;
    const at = clock.now();
    const lasting = checkVintage(plan, at);
    if (!lasting.ok) return lasting;
    const { partyId } = body;
    const [known, [entity]] = await Promise.all([own.allowanceLine({ planId, partyId }), own.keyEntitiesAt(plan.year, [partyId])]);
    if (known) return refuse({ code: "entity-in-plan", partyId, allocationId: known.allocationId, source: sources.plan });
    const line = newLine(plan, body, entity);
    if (!line.ok) return line;
    const figure = entitlement(plan, line.value);
    if (!figure.ok) return figure;
    const state = stateAfter(allowancesLifecycles.allowanceAllocation, line.value.state, "admitNewEntrant");
    const settled = await settle(
      ports,
      plan,
      { ...line.value, entrant: true, state, publishedAt: at, version: 0 },
      {
        ...{ kind: "new-entrant", figure: figure.value, entitled: figure.value.issueTonnes },
        ...{ documentNumber: body.documentNumber, reason: body.reason },
        envelope: factEnvelopeOf(caller, at, { parties: [], areas: [] }),
        objectionsUntil: await objectionsUntil(calendars, plan, at),
      },
    );
    const counted = { ...plan, lines: plan.lines + 1, version: plan.version + 1 };
    return accept({ response: allowanceLineView(settled.line), writes: [own.allowancePlanPut(counted), ...settled.writes] });
  });
  if (outcome.ok) return outcome;
  const { refusal } = outcome;
  if (refusal.code !== "plan-total-exceeded") return outcome;
  const plan = await own.allowancePlan(params.planId);
  return plan ? refuse(await withLeft(ledger, reserveAccountOf(plan.planId), instrumentOfPlan(plan), refusal)) : outcome;
}
