import type { Call } from "../../../shared/http/api-handler.ts";
import { sum } from "../../../shared/kernel/decimal.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { allocationsEndpoints } from "../contract.ts";
import { allocationsLifecycles } from "../lifecycles.ts";
import type { AllocationsPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import type { Line, Plan } from "../rows.ts";
import { sources } from "../rules.ts";
import { planView } from "../views.ts";
import { linesRefused, type RefusedLine } from "./line-faults.ts";
import { lineOf, namesOf } from "./line-rules.ts";
import { planOfBureau } from "./plan-of-bureau.ts";
import { changedTotals, checkWidth } from "./plan-rules.ts";
import { routeWrites } from "./routes.ts";
import { claimFaults, claimsOf, claimWrites } from "./site-claims.ts";
import { unitsOf } from "./units.ts";

type PutCall = Call<typeof allocationsEndpoints.putAllocationLines>;

/** Writes of one call; the transaction's other rows are the plan and the command. */
const mostWrites = 96;

/**
 * Adds lines to a drafted plan, all in one transaction or none: every line is checked, and all errors are listed. An amount of an assessment
 * goes by allocation from now on, in the same transaction that checks that it does not go by auction; what a plan allocates to a site for
 * its term is allocated or renewed by no other.
 */
export function putAllocationLines(ports: AllocationsPorts, call: PutCall) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof planView>, AllocationsRefusal>(ports, call, async () => {
    const found = planOfBureau(await own.plan(params.planId), caller);
    if (!found.ok) return found;
    const plan = found.value;
    const state = next(allocationsLifecycles.plan, plan.state, "putAllocationLines");
    if (!state.ok) return state;
    const { lines, before, claims, refused } = await checkedLines(ports, plan, body);
    if (refused.length > 0) return linesRefused(refused);
    const changed = planWith(plan, before, lines);
    const wide = checkWidth(changed);
    if (!wide.ok) return wide;
    const routes = routeWrites(ports, { by: caller.subject, at: clock.now(), before, after: lines });
    const claimed = claimWrites(ports, plan, claims, lines);
    const writes = lines.length + routes.length + claimed.length;
    if (writes > mostWrites) return refuse({ code: "page-too-large", writes, most: mostWrites });
    return accept({
      response: planView(changed),
      writes: [own.planPut(changed), ...lines.map((line) => own.linePut(line)), ...routes, ...claimed],
    });
  });
}

/** The lines of a call and the lines that they replace, or what is wrong with them. */
async function checkedLines(ports: AllocationsPorts, plan: Plan, { lines: wanted, replaces = false }: PutCall["body"]) {
  const units = await unitsOf(ports, plan, wanted);
  const siteIds = [...new Set([...units.values()].map(({ site }) => site.siteId))];
  // Claims before lines: what a claim names is in the plan by then.
  const claims = await claimsOf(ports, plan, siteIds);
  const before = (await ports.own.planWithLines(plan.planId, siteIds)).lines;
  const taken = new Map(before.map((line) => [line.siteId, line]));
  const inCall = new Set<string>();
  const refused: RefusedLine[] = [];
  const lines: Line[] = [];
  for (const [position, each] of wanted.entries()) {
    const { licenceNumber } = each;
    const wrong = (refusal: RefusedLine["refusal"]): void =>
      void refused.push({ line: position + 1, pointer: `/body/lines/${position}`, licenceNumber, refusal });
    const unit = units.get(licenceNumber);
    if (!unit) {
      wrong({ code: "licence-unknown", licenceNumber, source: sources.licence });
      continue;
    }
    const { siteId } = unit.site;
    const replaced = taken.get(siteId);
    if (inCall.has(siteId) || (replaced && !replaces)) wrong({ code: "unit-twice", ...namesOf(unit.site), source: sources.licence });
    inCall.add(siteId);
    for (const fault of claimFaults(plan, claims, namesOf(unit.site), each.amounts)) wrong(fault);
    const { line, faults } = lineOf(plan, each, unit);
    for (const fault of faults) wrong(fault);
    if (line) lines.push({ ...line, version: (replaced?.version ?? 0) + 1 });
  }
  return { lines, before, claims, refused };
}

/** The next version of a drafted plan after some lines took the place of others. */
export function planWith(plan: Plan, out: readonly Line[], into: readonly Line[]): Plan {
  const amountsOf = (lines: readonly Line[]) => lines.flatMap(({ amounts }) => amounts);
  const feesOf = (lines: readonly Line[]) => sum(lines.map(({ total }) => total));
  return {
    ...plan,
    lines: plan.lines - out.length + into.length,
    totals: changedTotals(plan.totals, amountsOf(out), amountsOf(into)),
    feeTotal: plan.feeTotal.minus(feesOf(out)).plus(feesOf(into)),
    version: plan.version + 1,
  };
}
