import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type allocationsEndpoints, allocationsFacts } from "../contract.ts";
import type { AllocationsPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import { type Objection, objectionIdOf, type Plan } from "../rows.ts";
import { sources } from "../rules.ts";
import { objectionView } from "../views.ts";

/**
 * Objects to a published plan within its window, once about each site: one of its lines, or an own site that it lacks. The plan can't be
 * decided until the objection is answered.
 */
export function objectToAllocation(ports: AllocationsPorts, call: Call<typeof allocationsEndpoints.objectToAllocation>) {
  const { own, clock, members } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof objectionView>, AllocationsRefusal>(ports, call, async () => {
    const { siteId, grounds } = body;
    const objectionId = objectionIdOf(siteId, caller.partyId);
    const [{ plan, lines }, party, site, known] = await Promise.all([
      own.planWithLines(params.planId, [siteId]),
      members.party(caller.partyId),
      members.site(caller.partyId, siteId),
      own.objection({ ...params, objectionId }),
    ]);
    const [line] = lines;
    if (!plan || plan.publishedAt === undefined || !party || !(line || site)) return refuse({ code: "not-found" });
    const at = clock.now();
    const open = checkWindow(plan, at);
    if (!open.ok) return open;
    if (known) return refuse({ code: "objection-exists", objectionId, source: sources.notice });
    const { planId } = plan;
    const names = { partyId: caller.partyId, partyName: party.name };
    const objection: Objection = { objectionId, planId, siteId, ...names, grounds, state: "open", raisedAt: at, version: 1 };
    const parties = [...new Set([caller.partyId, plan.bureau, ...(line ? [line.partyId] : [])])];
    const envelope = factEnvelopeOf(caller, at, { parties, areas: [plan.area] });
    const { state, ...stated } = objectionView(objection);
    const data = { ...stated, planTitle: plan.title };
    return accept({
      response: objectionView(objection),
      writes: [
        own.objectionPut(objection),
        own.planPut({ ...plan, openObjections: plan.openObjections + 1, version: plan.version + 1 }),
        own.state(allocationsFacts.objectionRaised, { ...envelope, data }),
      ],
    });
  });
}

/** Whether a plan takes objections at an instant. */
function checkWindow({ state, objectionsUntil: until = "" }: Plan, at: string): Outcome<true, AllocationsRefusal> {
  if (state === "published" && at < until) return accept(true);
  return refuse({ code: "not-in-objection-window", state, until, source: sources.notice });
}
