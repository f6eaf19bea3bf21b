import type { Call } from "../../../../shared/http/api-handler.ts";
import { endOfDay, endOfMonth } from "../../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../../shared/kernel/clock.ts";
import { decimal, plain, zero } from "../../../../shared/kernel/decimal.ts";
import { next } from "../../../../shared/kernel/lifecycle.ts";
import { message } from "../../../../shared/kernel/message.ts";
import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import { type allowancesEndpoints, allowancesFacts } from "../contract.ts";
import { allowancesLifecycles } from "../lifecycles.ts";
import defaults from "../plan-defaults.json" with { type: "json" };
import type { AllocationPorts } from "../ports.ts";
import type { AllowancesRefusal } from "../problems.ts";
import { type AllowancePlan, planIdOf } from "../rows.ts";
import { sources } from "../rules.ts";
import { allowancePlanStated, allowancePlanView } from "../views.ts";
import { leaveArea } from "./plan-areas.ts";
import { returnTotal } from "./plan-total.ts";

type DraftCall = Call<typeof allowancesEndpoints.draftAllowancePlan>;

/**
 * Drafts the plan of a market, year and area, or drafts it again before it is published: its entities stay. A plan that was approved gives its
 * total back, and has to be approved again.
 */
export function draftAllowancePlan(ports: AllocationPorts, call: DraftCall) {
  const { own, clock, ledger } = ports;
  const { caller, body } = call;
  return runCommand<ReturnType<typeof allowancePlanView>, AllowancesRefusal>(ports, call, async () => {
    const at = clock.now();
    const planId = planIdOf({ ...body, area: caller.area });
    const before = await own.allowancePlan(planId);
    const again = before && next(allowancesLifecycles.allowancePlan, before.state, "draftAllowancePlan");
    if (again && !again.ok) return again;
    const fits = checkTerms(body, at);
    if (!fits.ok) return fits;
    const plan: AllowancePlan = {
      ...{ ...body, planId, area: caller.area, bureau: caller.partyId },
      sectors: body.sectors.map(({ historic, ...rest }) => ({
        ...rest,
        ...(historic && { historic: { ...historic, ofDays: historic.ofDays ?? defaults.ofDays.value } }),
      })),
      figureDecimals: body.figureDecimals ?? defaults.figure.decimals,
      figureRounding: body.figureRounding ?? roundingOf(defaults.figure.rounding),
      issueRounding: body.issueRounding ?? roundingOf(defaults.issue.rounding),
      preShare: body.preShare ?? decimal(defaults.preShare.value),
      objectionDays: body.objectionDays ?? defaults.objectionDays.value,
      decisionDays: body.decisionDays ?? defaults.decisionDays.value,
      excess: body.excess ?? usualExcess,
      ...{
        state: "drafted",
        revision: (before?.revision ?? 0) + 1,
        lines: before?.lines ?? 0,
        draftedAt: at,
        accounts: before?.accounts ?? [],
      },
      version: (before?.version ?? 0) + 1,
    };
    const envelope = factEnvelopeOf(caller, at, { parties: [], areas: [plan.area] });
    const approved = before?.state === "approved" ? before : undefined;
    const entry = approved && ledger.newEntry<never>({ ...envelope, cause: { kind: "allowance-plan-drafted", reference: planId } });
    if (entry) returnTotal(entry, approved);
    const data = { ...allowancePlanStated(plan), returnedTonnes: plain(approved?.totalTonnes ?? zero) };
    return accept({
      response: allowancePlanView(plan),
      writes: [
        own.allowancePlanPut(plan),
        own.state(allowancesFacts.allowancePlanDrafted, { ...envelope, data }),
        ...(entry ? [await leaveArea(own, approved), ...entry.writes()] : []),
      ],
    });
  });
}

const { share, tonnes, source } = defaults.excess;
const usualExcess = { share: decimal(share), tonnes: decimal(tonnes), source };

function roundingOf(name: string): AllowancePlan["issueRounding"] {
  return name === "up" || name === "down" ? name : "half-up";
}

/** Whether the terms of a plan fit together. */
function checkTerms(
  { sectors, totalTonnes, reserveTonnes, preShare, lastMonth, surrenderBy, year, carryOver }: DraftCall["body"],
  at: Instant,
): Outcome<true, AllowancesRefusal> {
  const wrong = (zh: string, en: string) => refuse({ code: "plan-terms-invalid", because: message(zh, en), source: sources.plan });
  if (new Set(sectors.map(({ sector }) => sector)).size < sectors.length) return wrong("同一行业出现两次", "a sector stands twice");
  for (const { benchmark } of sectors) {
    const products = benchmark?.products.map(({ product }) => product) ?? [];
    if (new Set(products).size < products.length) return wrong("同一产品出现两次", "a product stands twice in a sector");
  }
  if (reserveTonnes.gte(totalTonnes)) return wrong("新进入者储备不小于总量", "the reserve of new entrants leaves nothing of the total");
  if (preShare?.gt(1)) return wrong("预分配比例大于 1", "the share of pre-allocation is above 1");
  if (endOfMonth(lastMonth) <= at) return wrong("配额末月已过", "the last month has passed");
  if (lastMonth < `${year}-12`) return wrong("配额在其年度结束前到期", "the allowances end before their year");
  if (endOfDay(surrenderBy) > endOfMonth(lastMonth)) return wrong("清缴截止日晚于配额末月", "surrender ends after the last month");
  if (carryOver && carryOver.fromVintage >= year)
    return wrong("结转的年度不早于本年度", "the vintage that is carried over is no earlier one");
  return accept(true);
}
