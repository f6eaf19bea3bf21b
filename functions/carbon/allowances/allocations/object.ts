import type { Call } from "../../../../shared/http/api-handler.ts";
import { dayOf, endOfDay } from "../../../../shared/kernel/calendar.ts";
import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import { type allowancesEndpoints, allowancesFacts } from "../contract.ts";
import type { AllocationPorts } from "../ports.ts";
import type { AllowancesRefusal } from "../problems.ts";
import type { AllowanceLine, AllowanceObjection } from "../rows.ts";
import { sources } from "../rules.ts";
import { allocationStatedOf, allowanceInFull, allowanceObjectionView, areasOfAllocation } from "../views.ts";
import { allocationAt } from "./allocation-of-bureau.ts";

/** Objects to an allocation within the plan's working days, one objection at a time. The bureau is told, and when it has to answer. */
export function objectToAllowances(ports: AllocationPorts, call: Call<typeof allowancesEndpoints.objectToAllowances>) {
  const { own, clock, calendars } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof allowanceInFull>, AllowancesRefusal>(ports, call, async () => {
    const found = await allocationAt(own, params.allocationId);
    if (found?.line.publishedAt === undefined || found.line.partyId !== caller.partyId) return refuse({ code: "not-found" });
    const { plan, line } = found;
    const at = clock.now();
    const open = checkWindow(line, at);
    if (!open.ok) return open;
    const { planId, partyId } = line;
    const answerBy = endOfDay((await calendars.from(at)).addWorkingDays(dayOf(at), plan.decisionDays));
    const raised: AllowanceObjection = {
      ...{ objectionId: String(line.objections + 1), planId, partyId, grounds: body.grounds, state: "open" },
      ...{ raisedAt: at, answerBy, version: 1 },
    };
    const objected: AllowanceLine = { ...line, objections: line.objections + 1, objectionOpen: true, version: line.version + 1 };
    const envelope = factEnvelopeOf(caller, at, {
      parties: [...new Set([partyId, plan.bureau])],
      areas: areasOfAllocation(plan, line),
    });
    const { state, ...stated } = allowanceObjectionView(raised);
    const data = { ...allocationStatedOf(plan, line), ...stated };
    const { items } = await own.allowanceObjections(line);
    return accept({
      response: allowanceInFull(plan, objected, [...items, raised]),
      writes: [
        own.allowanceObjectionPut(raised),
        own.allowanceLinePut(objected),
        own.state(allowancesFacts.allowanceObjectionRaised, { ...envelope, data }),
      ],
    });
  });
}

function checkWindow(
  { state, objectionsUntil: until = "", objectionOpen, allocationId }: AllowanceLine,
  at: string,
): Outcome<true, AllowancesRefusal> {
  if (at >= until || state === "closed") return refuse({ code: "not-in-allowance-window", state, until, source: sources.objection });
  if (objectionOpen) return refuse({ code: "objection-open", allocationId, source: sources.objection });
  return accept(true);
}
