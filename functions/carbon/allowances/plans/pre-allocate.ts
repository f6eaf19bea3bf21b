import { plain } from "../../../../shared/kernel/decimal.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../../shared/kernel/lifecycle.ts";
import { partyAccount } from "../../../../shared/ledger/account.ts";
import { stale } from "../../../../shared/store/retry.ts";
import { commit } from "../../../../shared/store/transaction.ts";
import { allowancesFacts } from "../contract.ts";
import { preAllocation } from "../figures.ts";
import { allowancesLifecycles } from "../lifecycles.ts";
import type { AllowancePagePorts } from "../ports.ts";
import type { AllowanceLine, AllowancePlan } from "../rows.ts";
import { allocationStatedOf, allowancePlanStated, areasOfAllocation, blockOf, instrumentOfPlan } from "../views.ts";
import { announce, figureOf, pageActor } from "./announce.ts";
import { accountOfLine } from "./plan-total.ts";

/** Entities of one transaction: a row, a fact and a position each, besides the entry and the account of the plan. */
const linesAtOnce = 32;

/**
 * Issues the plan's share to those of some entities that have nothing yet, as many as one transaction holds; how many are done. Without any
 * entity left, the plan is in force.
 */
export async function preAllocate(
  ports: AllowancePagePorts,
  plan: AllowancePlan,
  lines: readonly AllowanceLine[],
): Promise<number | typeof stale> {
  if (lines.length === 0) return (await endPreAllocation(ports, plan)) ? 0 : stale;
  const page = lines.slice(0, linesAtOnce);
  // The page that should have told them is late: they come again as published ones.
  if (page.some(({ state }) => state === "drafted")) {
    await announce(ports, plan, page);
    return stale;
  }
  const open = page.filter(({ state }) => state === "published");
  if (open.length === 0) return page.length;
  return (await issue(ports, plan, open)) ? page.length : stale;
}

/** Issues their share to some entities in one transaction; false where something has changed. */
async function issue(ports: AllowancePagePorts, plan: AllowancePlan, open: readonly AllowanceLine[]): Promise<boolean> {
  const { own, ledger, dynamo } = ports;
  const { preAllocatedAt: at = "", objectionsUntil = "" } = plan;
  const instrument = instrumentOfPlan(plan);
  const first = required(open[0], "an entity of a page");
  const areas = [...new Set(open.flatMap((line) => areasOfAllocation(plan, line)))];
  const entry = ledger.newEntry<never>({
    ...{ factId: `allowance-page.${first.allocationId}`, occurredAt: at, actor: pageActor, parties: [], areas },
    cause: { kind: "allowance-page", reference: first.allocationId },
  });
  const moves = open.some((line) => preAllocation(plan, figureOf(plan, line)).gt(0));
  const issued = open.map((line): { readonly line: AllowanceLine; readonly figure: string } => {
    const figure = figureOf(plan, line);
    const tonnes = preAllocation(plan, figure);
    const state = stateAfter(allowancesLifecycles.allowanceAllocation, line.state, "pre-allocate");
    const entitled = { figure: figure.tonnes, entitledTonnes: tonnes, issuedTonnes: tonnes, ...(moves && { page: first.allocationId }) };
    return { line: { ...line, ...entitled, state, objectionsUntil, version: line.version + 1 }, figure: plain(figure.tonnes) };
  });
  for (const { line } of issued) {
    const to = partyAccount(line.partyId);
    entry.transfer({ instrument, from: accountOfLine(line), to, quantity: line.issuedTonnes });
    entry.delivers(to, instrument, blockOf(plan, line));
  }
  const writes = issued.flatMap(({ line, figure }) => {
    const envelope = {
      ...{ factId: `allowances-pre-allocated.${line.allocationId}`, occurredAt: at, actor: pageActor },
      ...{ parties: [line.partyId], areas: areasOfAllocation(plan, line) },
    };
    const tonnes = plain(line.issuedTonnes);
    const data = {
      ...allocationStatedOf(plan, line),
      ...{ kind: "pre", figure, entitledTonnes: tonnes, tonnes, issuedTonnes: tonnes, documentNumber: line.documentNumber },
      ...{ objectionsUntil, blockReference: blockOf(plan, line), page: first.allocationId },
    };
    return [own.allowanceLinePut(line), own.state(allowancesFacts.allowancesAllocated, { ...envelope, data })];
  });
  return (await commit(dynamo, [...writes, ...(moves ? entry.writes() : [])])).kind === "committed";
}

/** Puts the plan in force; whether it is. */
async function endPreAllocation({ own, dynamo, clock }: AllowancePagePorts, plan: AllowancePlan): Promise<boolean> {
  const state = stateAfter(allowancesLifecycles.allowancePlan, plan.state, "endPreAllocation");
  const ended: AllowancePlan = { ...plan, state, version: plan.version + 1 };
  const envelope = {
    ...{ factId: `allowance-pre-allocation-ended.${plan.planId}`, occurredAt: clock.now(), actor: pageActor },
    ...{ parties: [], areas: [plan.area] },
  };
  const data = allowancePlanStated(ended);
  const result = await commit(dynamo, [own.allowancePlanPut(ended), own.state(allowancesFacts.preAllocationEnded, { ...envelope, data })]);
  return result.kind === "committed";
}
