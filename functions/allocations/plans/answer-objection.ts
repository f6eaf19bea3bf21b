import type { Call } from "../../../shared/http/api-handler.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type allocationsEndpoints, allocationsFacts } from "../contract.ts";
import { allocationsLifecycles } from "../lifecycles.ts";
import type { AllocationsPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import type { Line, Objection, Plan } from "../rows.ts";
import { sources } from "../rules.ts";
import { allocationStatedOf, areasOf, objectionView } from "../views.ts";
import { linesRefused } from "./line-faults.ts";
import { amendedLine } from "./line-rules.ts";
import { planOfBureau } from "./plan-of-bureau.ts";
import { checkWidth } from "./plan-rules.ts";
import { planWith } from "./put-lines.ts";
import { routeWrites } from "./routes.ts";
import { type ClaimedSites, claimFaults, claimsOf, claimWrites } from "./site-claims.ts";
import { unitsOf } from "./units.ts";

type AnswerCall = Call<typeof allocationsEndpoints.answerObjection>;

/** Answers an objection. Where it is upheld with new amounts, the line that it is about and the sums of the plan change with the answer. */
export function answerObjection(ports: AllocationsPorts, call: AnswerCall) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof objectionView>, AllocationsRefusal>(ports, call, async () => {
    const [read, objection] = await Promise.all([own.plan(params.planId), own.objection(params)]);
    const plan = planOfBureau(read, caller);
    if (!plan.ok) return plan;
    if (!objection) return refuse({ code: "not-found" });
    if (objection.state !== "open") return refuse({ code: "objection-answered", state: objection.state });
    const inState = next(allocationsLifecycles.plan, plan.value.state, "answerObjection");
    if (!inState.ok) return inState;
    const { upheld, reason } = body;
    const state = next(allocationsLifecycles.objection, objection.state, "answerObjection", upheld ? "upheld" : "dismissed");
    if (!state.ok) return state;
    const change = await amendment(ports, plan.value, objection, body);
    if (!change.ok) return change;
    const { plan: changed, before, amended: changedLine, claims } = change.value;
    const line = changedLine ?? before;
    const at = clock.now();
    const answered: Objection = { ...objection, state: state.value, answer: reason, answeredAt: at, version: objection.version + 1 };
    const parties = [...new Set([objection.partyId, ...(line ? [line.partyId] : [])])];
    const envelope = factEnvelopeOf(caller, at, { parties, areas: line ? areasOf(changed, line) : [changed.area] });
    const { answeredAt, ...stated } = objectionView(answered);
    const data = { ...stated, reason, planTitle: changed.title, ...(changedLine && { amended: allocationStatedOf(changed, changedLine) }) };
    return accept({
      response: objectionView(answered),
      writes: [
        own.objectionPut(answered),
        own.planPut({ ...changed, openObjections: changed.openObjections - 1, version: plan.value.version + 1 }),
        ...(before && changedLine
          ? [
              own.linePut(changedLine),
              ...(claims ? claimWrites(ports, changed, claims, [changedLine]) : []),
              ...routeWrites(ports, { by: caller.subject, at, before: [before], after: [changedLine] }),
            ]
          : []),
        own.state(allocationsFacts.objectionAnswered, { ...envelope, data }),
      ],
    });
  });
}

interface Amendment {
  readonly plan: Plan;
  readonly before: Line | undefined;
  readonly amended?: Line;
  /** Claims for its site, where it allocates pollutants that it did not before. */
  readonly claims?: ClaimedSites;
}

/** The plan and the line that an objection is about, as they are after its answer. */
async function amendment(
  ports: AllocationsPorts,
  plan: Plan,
  { siteId }: Objection,
  { upheld, amounts }: AnswerCall["body"],
): Promise<Outcome<Amendment, AllocationsRefusal>> {
  const before = await ports.own.line({ planId: plan.planId, siteId });
  if (!amounts) return accept({ plan, before });
  if (!upheld) return refuse({ code: "amounts-not-wanted", source: sources.notice });
  if (!before) return refuse({ code: "objection-about-no-line", siteId });
  const { licenceNumber, creditCode, basis } = before;
  const unit = (await unitsOf(ports, { ...plan, kind: "initial" }, [{ licenceNumber, creditCode, basis, amounts }])).get(licenceNumber);
  if (!unit) return refuse({ code: "not-found" });
  const added = amounts.filter(({ pollutant }) => !before.amounts.some((each) => each.pollutant === pollutant));
  const claims = added.length > 0 ? await claimsOf(ports, plan, [siteId]) : undefined;
  const amended = amendedLine(plan, before, amounts, unit);
  const faults = [...(claims ? claimFaults(plan, claims, before, added) : []), ...amended.faults];
  const { line } = amended;
  if (!line || faults.length > 0)
    return linesRefused(faults.map((refusal) => ({ line: 1, pointer: "/body/amounts", licenceNumber, refusal })));
  const changed = planWith(plan, [before], [line]);
  const wide = checkWidth(changed);
  return wide.ok ? accept({ plan: changed, before, amended: line, ...(claims && { claims }) }) : wide;
}
