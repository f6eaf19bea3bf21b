import type { Call } from "../../../../shared/http/api-handler.ts";
import { next } from "../../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import type { allowancesEndpoints } from "../contract.ts";
import { entitlement } from "../figures.ts";
import { allowancesLifecycles } from "../lifecycles.ts";
import { checkVintage, objectionsUntil } from "../plans/decide-plan.ts";
import { accountOfLine, withLeft } from "../plans/plan-total.ts";
import type { AllocationPorts } from "../ports.ts";
import type { AllowancesRefusal } from "../problems.ts";
import type { AllowanceLine } from "../rows.ts";
import { sources } from "../rules.ts";
import { allowanceLineView, instrumentOfPlan } from "../views.ts";
import { allocationOfBureau, type PlannedLine } from "./allocation-of-bureau.ts";
import { finalBasis, finalFigure } from "./entitled.ts";
import { settle } from "./settle.ts";
import { type VerifiedReport, verifiedReport } from "./verified.ts";

type AllocateCall = Call<typeof allowancesEndpoints.allocateAllowances>;

/**
 * Allocates finally, by two persons: once a report of the year is accepted or its emissions are determined, again after each further figure, or
 * on closure. The plan's
 * total is guarded by its account, so that allocations at the same time never exceed it together.
 */
export async function allocateAllowances(ports: AllocationPorts, call: AllocateCall) {
  const { own, clock, calendars, ledger } = ports;
  const { caller, params, body } = call;
  const outcome = await runCommand<ReturnType<typeof allowanceLineView>, AllowancesRefusal>(ports, call, async () => {
    const planned = await allocationOfBureau(own, params.allocationId, caller);
    if (!planned.ok) return planned;
    const { plan, line } = planned.value;
    const at = clock.now();
    const ready = checkReady(planned.value, at);
    if (!ready.ok) return ready;
    const state = next(allowancesLifecycles.allowanceAllocation, line.state, body.kind);
    if (!state.ok) return state;
    const report = await verifiedReport(own, line.partyId, plan.year);
    const found = finalBasis(plan, line, body, report);
    if (!found.ok) return found;
    const basis = found.value;
    const figure = body.kind === "final" ? finalFigure(plan, line, basis, report) : entitlement(plan, basis);
    if (!figure.ok) return figure;
    const settled = await settle(
      ports,
      plan,
      { ...allocatedBefore(line, report), ...basis, state: state.value },
      {
        ...{ kind: body.kind, figure: figure.value, entitled: figure.value.issueTonnes },
        ...{ documentNumber: body.documentNumber, reason: body.reason },
        ...(report && { verified: report.tco2 }),
        envelope: factEnvelopeOf(caller, at, { parties: [], areas: [] }),
        objectionsUntil: await objectionsUntil(calendars, plan, at),
      },
    );
    return accept({ response: allowanceLineView(settled.line), writes: settled.writes });
  });
  if (outcome.ok) return outcome;
  const { refusal } = outcome;
  if (refusal.code !== "plan-total-exceeded") return outcome;
  const found = await allocationOfBureau(own, params.allocationId, caller);
  if (!found.ok) return outcome;
  const { plan, line } = found.value;
  return refuse(await withLeft(ledger, accountOfLine(line), instrumentOfPlan(plan), refusal));
}

/** The allocation as it was, with the version of the report that it rests on from now on; without one where the bureau set the figure. */
function allocatedBefore({ reportVersion, ...line }: AllowanceLine, report: VerifiedReport | undefined): AllowanceLine {
  const version = report ? report.version : reportVersion;
  return { ...line, ...(version !== undefined && { reportVersion: version }) };
}

/** Whether an allocation may be settled at an instant: its plan is in force, its vintage lasts, and no objection waits. */
function checkReady({ plan, line }: PlannedLine, at: string): Outcome<true, AllowancesRefusal> {
  const inForce = next(allowancesLifecycles.allowancePlan, plan.state, "allocateAllowances");
  if (!inForce.ok) return inForce;
  const { allocationId } = line;
  if (line.objectionOpen) return refuse({ code: "objection-open", allocationId, source: sources.objection });
  return checkVintage(plan, at);
}
