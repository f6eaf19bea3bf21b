import type { CalendarReader } from "../../../../shared/calendar/calendars.ts";
import type { Call } from "../../../../shared/http/api-handler.ts";
import { dayOf, endOfDay } from "../../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../../shared/kernel/clock.ts";
import { type Decimal, plain, sum, zero } from "../../../../shared/kernel/decimal.ts";
import { next } from "../../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import { isExpired } from "../../../../shared/ledger/instrument.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../../shared/store/transaction.ts";
import { type allowancesEndpoints, allowancesFacts } from "../contract.ts";
import { entitlement } from "../figures.ts";
import { allowancesLifecycles } from "../lifecycles.ts";
import type { AllocationPorts } from "../ports.ts";
import type { AllowancesRefusal } from "../problems.ts";
import type { AllowancePlan } from "../rows.ts";
import { sources } from "../rules.ts";
import { allowancePlanStated, allowancePlanView, instrumentOfPlan } from "../views.ts";
import { leaveArea, takeArea } from "./plan-areas.ts";
import { allowancePlanOfBureau } from "./plan-of-bureau.ts";
import { accountsOf, beyondTotal, creditTotal, returnTotal } from "./plan-total.ts";

type DecideCall = Call<typeof allowancesEndpoints.decideAllowancePlan>;
type Envelope = ReturnType<typeof factEnvelopeOf>;
/** A plan after a decision, and what the decision writes besides it. */
type Decided = Outcome<{ readonly plan: AllowancePlan; readonly writes: readonly WriteFragment<never>[] }, AllowancesRefusal>;

/** Approves, publishes, pre-allocates or withdraws a plan, by two persons; consumers of the facts do the pages of its entities. */
export function decideAllowancePlan(ports: AllocationPorts, call: DecideCall) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof allowancePlanView>, AllowancesRefusal>(ports, call, async () => {
    const found = allowancePlanOfBureau(await own.allowancePlan(params.planId), caller);
    if (!found.ok) return found;
    const before = found.value;
    const { decision, reason } = body;
    const state = next(allowancesLifecycles.allowancePlan, before.state, decision);
    if (!state.ok) return state;
    const at = clock.now();
    const inTime = checkVintage(before, at);
    if (!inTime.ok && decision !== "withdraw") return inTime;
    const envelope = factEnvelopeOf(caller, at, { parties: [], areas: [before.area] });
    const plan: AllowancePlan = { ...before, state: state.value, reason, version: before.version + 1 };
    const decided = await decisions[decision](ports, plan, envelope, before);
    if (!decided.ok) return decided;
    const { plan: changed, writes } = decided.value;
    return accept({ response: allowancePlanView(changed), writes: [own.allowancePlanPut(changed), ...writes] });
  });
}

const decisions: Readonly<
  Record<
    DecideCall["body"]["decision"],
    (ports: AllocationPorts, plan: AllowancePlan, envelope: Envelope, before: AllowancePlan) => Promise<Decided>
  >
> = {
  /** The sum of what its methods give must fit into what is not reserved: pages of pre-allocation then never lack a tonne. */
  async approve({ own, ledger }, plan, envelope) {
    if (plan.lines === 0) return refuse({ code: "plan-without-entities" });
    const area = await takeArea(own, plan);
    if (!area.ok) return area;
    const figures: Decimal[] = [];
    for await (const line of own.everyAllowanceLine(plan.planId)) {
      const figure = entitlement(plan, line);
      if (!figure.ok) return figure;
      figures.push(figure.value.issueTonnes);
    }
    const figureTonnes = sum(figures);
    const available = plan.totalTonnes.minus(plan.reserveTonnes);
    if (figureTonnes.gt(available)) return refuse(beyondTotal(plan.planId, figureTonnes, available));
    const accounts = [...new Set([...plan.accounts, ...accountsOf(plan).map(([account]) => account)])];
    const approved: AllowancePlan = { ...plan, figureTonnes, accounts, approvedAt: envelope.occurredAt };
    const entry = ledger.newEntry<never>({ ...envelope, cause: { kind: "allowance-plan-approved", reference: plan.planId } });
    creditTotal(entry, approved);
    const data = { ...allowancePlanStated(approved), reason: plan.reason ?? "" };
    const writes = [area.value, own.state(allowancesFacts.allowancePlanApproved, { ...envelope, data }), ...entry.writes()];
    return accept({ plan: approved, writes });
  },
  async publish({ own, calendars }, plan, envelope) {
    const at = envelope.occurredAt;
    const published: AllowancePlan = { ...plan, publishedAt: at, objectionsUntil: await objectionsUntil(calendars, plan, at) };
    const data = { ...allowancePlanStated(published), reason: plan.reason ?? "" };
    return accept({ plan: published, writes: [own.state(allowancesFacts.allowancePlanPublished, { ...envelope, data })] });
  },
  async "pre-allocate"({ own, calendars }, plan, envelope) {
    const at = envelope.occurredAt;
    const begun: AllowancePlan = { ...plan, preAllocatedAt: at, objectionsUntil: await objectionsUntil(calendars, plan, at) };
    const data = { ...allowancePlanStated(begun), reason: plan.reason ?? "" };
    return accept({ plan: begun, writes: [own.state(allowancesFacts.preAllocationBegun, { ...envelope, data })] });
  },
  async withdraw({ own, ledger }, plan, envelope, before) {
    const entry = ledger.newEntry<never>({ ...envelope, cause: { kind: "allowance-plan-withdrawn", reference: plan.planId } });
    const approved = before.state === "approved";
    if (approved) returnTotal(entry, before);
    const data = {
      ...allowancePlanStated(plan),
      reason: plan.reason ?? "",
      returnedTonnes: plain(approved ? before.totalTonnes : zero),
    };
    const returned = approved ? [await leaveArea(own, before), ...entry.writes()] : [];
    const writes = [own.state(allowancesFacts.allowancePlanWithdrawn, { ...envelope, data }), ...returned];
    return accept({ plan, writes });
  },
};

/** First instant at which no objection is taken any more to what is told at an instant: the plan's working days, whole ones after that day. */
export async function objectionsUntil(
  calendars: CalendarReader,
  { objectionDays }: Pick<AllowancePlan, "objectionDays">,
  at: Instant,
): Promise<Instant> {
  return endOfDay((await calendars.from(at)).addWorkingDays(dayOf(at), objectionDays));
}

/** Whether the allowances of a plan may still be used at an instant. */
export function checkVintage(plan: Pick<AllowancePlan, "market" | "year" | "lastMonth">, at: Instant): Outcome<true, AllowancesRefusal> {
  const instrument = instrumentOfPlan(plan);
  const { lastMonth } = plan;
  return isExpired(instrument, at) ? refuse({ code: "vintage-over", instrument, lastMonth, source: sources.plan }) : accept(true);
}
