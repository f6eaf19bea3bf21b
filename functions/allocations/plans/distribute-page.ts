import { endOfMonth } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, formatFen, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { next } from "../../../shared/kernel/lifecycle.ts";
import { allocationAccount, partyAccount, planAccount, siteAccount } from "../../../shared/ledger/account.ts";
import { blockReference } from "../../../shared/ledger/block-reference.ts";
import type { LedgerEntry } from "../../../shared/ledger/entry.ts";
import { permitTerm } from "../../../shared/permits/instruments.ts";
import { withdrawPermits } from "../../../shared/permits/issue.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import { stale } from "../../../shared/store/retry.ts";
import { commit, type WriteFragment } from "../../../shared/store/transaction.ts";
import { allocationsFacts } from "../contract.ts";
import { allocationsLifecycles } from "../lifecycles.ts";
import { dueIdOf } from "../payments/pending.ts";
import { linePuts } from "../payments/scheduled.ts";
import type { PagePorts } from "../ports.ts";
import { heldUntil } from "../renewals/held.ts";
import type { Line, Plan, PooledTonnes, Renewed } from "../rows.ts";
import { allocationStatedOf, areasOf, planStated } from "../views.ts";
import { cappedLine } from "./line-rules.ts";
import { payByOf } from "./plan-rules.ts";
import { publishPage } from "./publish-page.ts";
import { thatFit } from "./that-fit.ts";

const actor = "allocation-pages";
/** Writes of a page that are not those of its lines: the entry's fact, and a position of the plan for each pollutant and pool. */
function sharedWrites({ totals }: Plan): number {
  return 1 + totals.length;
}
const mostWrites = 100;
const sitesAtOnce = 8;

/**
 * Moves the tonnes of some lines from the account of their plan to an account of each, from which the first payment delivers them; what is
 * free of charge goes to its site at once. The page that finds no line left ends the plan, whose account is empty by then.
 */
export async function distributePage(ports: PagePorts, plan: Plan, lines: readonly Line[]): Promise<number | typeof stale> {
  const drafted = lines.filter(({ state }) => state === "drafted");
  // The page that should have published them is late: they come again as published ones.
  if (drafted.length > 0) {
    await publishPage(ports, plan, drafted);
    return stale;
  }
  const sizes = lines.map((line) => (line.state === "published" ? writesOf(line) : 0));
  const page = lines.slice(0, thatFit(sizes, mostWrites - sharedWrites(plan)));
  const open = page.filter(({ state }) => state === "published");
  if (page.length === 0) return (await endPlan(ports, plan)) ? 0 : stale;
  if (open.length === 0) return page.length;
  const last = await distribute(ports, plan, open);
  return last ? page.indexOf(last) + 1 : stale;
}

/** Writes of one line at most: its row, its facts, what it owes and where that is listed, and a position for each pollutant. */
function writesOf({ amounts, outcome }: Line): number {
  return 1 + amounts.length + (amounts.length > 0 ? 3 : 0) + (outcome === undefined ? 0 : 1);
}

/**
 * Distributes the first of some lines, and says which was the last; undefined where something has changed. A renewal whose permits have left
 * its site has a page of its own: its rest goes back to the cap, which takes a write for each year.
 */
async function distribute(ports: PagePorts, plan: Plan, wanted: readonly Line[]): Promise<Line | undefined> {
  const { own, ledger, dynamo, clock } = ports;
  const held = await heldOf(ports, wanted);
  const cappedLines = wanted.map((line) =>
    line.renews.length > 0 ? cappedLine(plan, line, held.get(line.siteId) ?? []) : { line, gone: [] },
  );
  const firstGone = cappedLines.findIndex(({ gone }) => gone.length > 0);
  const pageOf = cappedLines.slice(0, firstGone < 0 ? cappedLines.length : Math.max(firstGone, 1));
  const lines = pageOf.map(({ line }) => line);
  const gone = pageOf.flatMap((each) => each.gone);
  const decidedAt = required(plan.decidedAt, `decision of plan ${plan.planId}`);
  const position = await positionsOf(ports, plan);
  const first = required(lines[0], "a line of a page");
  const areas = [...new Set(lines.flatMap((line) => areasOf(plan, line)))];
  const envelope = { factId: `allocation-page.${first.allocationId}`, occurredAt: decidedAt, actor, parties: [], areas };
  const entry = ledger.newEntry<never>({ ...envelope, cause: { kind: "allocation-page", reference: plan.planId } });
  const puts = lines.map((line) => distributed(plan, line, decidedAt));
  for (const line of puts) moveOut(entry, line);
  const { firstMonth, lastMonth } = plan;
  for (const { pollutant, pool, tonnes } of gone)
    withdrawPermits(entry, { pollutant, pool, tonnes, firstMonth, lastMonth, from: planAccount(plan.planId), at: clock.now() });
  const moved = Map.groupBy([...puts.flatMap(({ amounts }) => amounts), ...gone], ({ instrument }) => instrument);
  for (const [instrument, amounts] of moved) {
    const tonnes = sum(amounts.map(({ tonnes: each }) => each));
    if (position.get(instrument)?.eq(tonnes)) entry.empties(planAccount(plan.planId), instrument);
  }
  const result = await commit(dynamo, [
    ...puts.flatMap((line) =>
      line.state === "awaiting-payment" ? linePuts(own, plan, line) : [own.linePut({ ...line, version: line.version + 1 })],
    ),
    ...puts.flatMap((line) => facts(ports, plan, line, { cuts: cutsOf(plan, line, held.get(line.siteId) ?? []), gone })),
    ...(moved.size > 0 ? entry.writes() : []),
  ]);
  return result.kind === "committed" ? wanted[lines.length - 1] : undefined;
}

/** What the plan's account holds, by instrument. */
async function positionsOf({ ledger }: PagePorts, { planId }: Plan): Promise<ReadonlyMap<string, Decimal>> {
  const { items } = await ledger.positions(planAccount(planId), "permit");
  return new Map(items.map(({ instrument, available }) => [instrument, available]));
}

/** A line as its page leaves it: with the days of its payments, or without any where it is free or ends. */
function distributed(plan: Plan, line: Line, at: Instant): Line {
  const guard =
    line.amounts.length === 0
      ? "the permits end with their term"
      : line.total.isZero()
        ? "the allocation is free of charge"
        : "a fee is due";
  const state = next(allocationsLifecycles.allocation, line.state, "distribute", guard);
  const changed = { ...line, state: required(state.ok ? state.value : undefined, `state of ${line.allocationId}`) };
  if (guard === "the permits end with their term") return changed;
  if (guard === "the allocation is free of charge") {
    return { ...changed, instalments: line.instalments.map((each) => ({ ...each, state: "paid" as const, paidAt: at, creditedOn: at })) };
  }
  const owed = plan.paymentMode === "exchange-account";
  const instalments = line.instalments.map((each) => ({
    ...each,
    payBy: payByOf(plan, at, each),
    ...(each.number === 1 && { noticed: true, ...(owed && { owed }) }),
  }));
  return { ...changed, instalments };
}

/** Moves a line's tonnes out of the account of its plan, and states what its unit owes first. */
function moveOut(entry: LedgerEntry<never>, { planId, allocationId, siteId, partyId, state, amounts, instalments }: Line): void {
  const to = state === "paid-up" ? siteAccount(siteId) : allocationAccount(allocationId);
  for (const { instrument, tonnes } of amounts) {
    entry.transfer({ instrument, from: planAccount(planId), to, quantity: tonnes });
    if (state === "paid-up") entry.delivers(to, instrument, blockReference(instrument, allocationId));
  }
  const [first] = instalments;
  if (first?.owed && first.payBy !== undefined) {
    entry.owe({ dueId: dueIdOf(allocationId, 1), account: partyAccount(partyId), amount: first.amount, payBy: first.payBy });
  }
}

/** What is stated of a line: its payment notice or its delivery, and what a renewal found. */
function facts({ own }: PagePorts, plan: Plan, line: Line, { cuts, gone }: Left): WriteFragment<never>[] {
  const { allocationId, outcome, reason, instalments } = line;
  const decidedAt = required(plan.decidedAt, `decision of plan ${plan.planId}`);
  const stated = allocationStatedOf(plan, line);
  const named = (name: string) => ({
    ...{ factId: `${name}.${allocationId}`, occurredAt: decidedAt, actor },
    ...{ parties: [line.partyId], areas: areasOf(plan, line) },
  });
  const [first] = instalments;
  const due =
    first?.payBy === undefined ? undefined : { amountCny: formatFen(first.amount), instalments: instalments.length, payBy: first.payBy };
  return [
    ...(due ? [own.state(allocationsFacts.due, { ...named("allocation-due"), data: { ...stated, ...due } })] : []),
    ...(line.state === "paid-up" ? [own.state(allocationsFacts.granted, { ...named("allocation-granted"), data: stated })] : []),
    ...(outcome === undefined
      ? []
      : [
          own.state(allocationsFacts.renewalDecided, {
            ...named("renewal"),
            data: {
              ...stated,
              ...(reason !== undefined && { reason }),
              decidedAt,
              cuts: cuts.map(({ tonnes, ...cut }) => ({ ...cut, tonnes: plain(tonnes) })),
              ...(gone.length > 0 && { gone: gone.map(({ pollutant, pool, tonnes }) => ({ pollutant, pool, tonnes: plain(tonnes) })) }),
            },
          }),
        ]),
  ];
}

/** What a renewal does not renew: what it cuts, and what had left the site before it was distributed. */
interface Left {
  readonly cuts: readonly Cut[];
  readonly gone: readonly PooledTonnes[];
}

interface Cut {
  readonly pollutant: string;
  readonly pool: string;
  readonly tonnes: Decimal;
  readonly afterExpiry: boolean;
}

/** What the sites of renewals hold of the permits that end, or held at their end, by site. */
async function heldOf(ports: PagePorts, lines: readonly Line[]): Promise<ReadonlyMap<string, readonly Renewed[]>> {
  const found = new Map<string, readonly Renewed[]>();
  await eachAtOnce(
    lines.filter(({ renews }) => renews.length > 0),
    sitesAtOnce,
    async (line) => void found.set(line.siteId, await heldUntil(ports, line.siteId, renewedUntil(line))),
  );
  return found;
}

function renewedUntil({ renews, allocationId }: Line): string {
  return required(permitTerm(renews[0]?.instrument ?? "")?.to, `term that ${allocationId} renews`);
}

/** What a renewal leaves of the permits that end. What was taken from the site between the draft and the decision is not cut again. */
function cutsOf(plan: Plan, line: Line, held: readonly Renewed[]): readonly Cut[] {
  if (line.renews.length === 0) return [];
  const afterExpiry = endOfMonth(renewedUntil(line)) <= required(plan.decidedAt, `decision of plan ${plan.planId}`);
  return cuts(line, held).map((cut) => ({ ...cut, afterExpiry }));
}

function cuts({ amounts }: Line, held: readonly Renewed[]): readonly Omit<Cut, "afterExpiry">[] {
  const byPool = Map.groupBy(held, ({ pollutant, pool }) => `${pollutant} ${pool}`);
  return [...byPool.values()].flatMap((permits) => {
    const { pollutant, pool } = required(permits[0], "a permit that is renewed");
    const renewed = sum(amounts.flatMap((each) => (each.pollutant === pollutant && each.pool === pool ? each.tonnes : zero)));
    const tonnes = sum(permits.map((each) => each.tonnes)).minus(renewed);
    return tonnes.gt(0) ? [{ pollutant, pool, tonnes }] : [];
  });
}

/** Ends the plan; whether it has ended. */
async function endPlan({ own, dynamo, clock }: PagePorts, plan: Plan): Promise<boolean> {
  const state = next(allocationsLifecycles.plan, plan.state, "distribute");
  if (!state.ok) return true;
  const ended: Plan = { ...plan, state: state.value, version: plan.version + 1 };
  const envelope = {
    factId: `allocation-plan-distributed.${plan.planId}`,
    occurredAt: clock.now(),
    actor,
    parties: [],
    areas: [plan.area],
  };
  const result = await commit(dynamo, [
    own.planPut(ended),
    own.state(allocationsFacts.planDistributed, { ...envelope, data: planStated(ended) }),
  ]);
  return result.kind === "committed";
}
