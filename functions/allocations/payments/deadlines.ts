import { endOfDay } from "../../../shared/kernel/calendar.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit, type WriteFragment } from "../../../shared/store/transaction.ts";
import { eachDue } from "../../../shared/streams/due-work.ts";
import type { DeadlinePorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import { type AllocationName, lineNameOf } from "../rows.ts";
import { dueKind } from "../store.ts";
import { payWith } from "./pay-dues.ts";
import { bankDayBefore, type Pending } from "./pending.ts";
import { currentPending } from "./recovery.ts";
import type { Step } from "./schedule.ts";
import { stepOf } from "./scheduled.ts";
import { securingWrites, stepWrites } from "./steps.ts";

const actor = "allocation-deadlines";

/**
 * Does what time does to allocations: notices, overdue instalments, freezing, the return of what was not paid, the end of the term. What money
 * can still prevent waits until the operator has closed the bank day of its deadline: until then a line may be booked that was credited in
 * time. Every step is one transaction, so a run that dies loses nothing.
 */
export async function runDeadlines(ports: DeadlinePorts): Promise<void> {
  const now = ports.clock.now();
  await eachDue(ports.own, dueKind.clock, now, (key) => takeSteps(ports, lineNameOf(key)));
  const closed = await ports.bankDays.closedThrough();
  if (closed === undefined) return;
  const until = endOfDay(closed) < now ? endOfDay(closed) : now;
  await eachDue(ports.own, dueKind["bank-day"], until, (key) => takeSteps(ports, lineNameOf(key)));
}

/** Takes every step of an allocation that is due, one after another. */
export async function takeSteps(ports: DeadlinePorts, name: AllocationName): Promise<void> {
  while (await retryWhileStale("an allocation at its deadline", () => takeStep(ports, name)));
}

/** Takes the next step of an allocation if it is due, and tells whether another may be. */
async function takeStep(ports: DeadlinePorts, name: AllocationName): Promise<boolean | typeof stale> {
  // Read before what is set aside: a line that was booked while its day was open is then seen.
  const closed = await ports.bankDays.closedThrough();
  const step = await dueStep(ports, name, closed);
  if (step?.awaitsBankDay && (await payWith(ports, name, actor, "all"))) return true;
  const pending = await currentPending(ports, name);
  if (!pending) return false;
  if (!step) return committed(ports, await securingWrites(ports, pending, { subject: actor }));
  // What was done or booked between the two reads counts.
  if (!isSame(stepOf(pending.plan, pending.line), step) || (step.awaitsBankDay && isReserved(pending, step))) return stale;
  return inTurn(ports, pending, step, () => committed(ports, stepWrites(ports, pending, step, { subject: actor })));
}

async function committed({ dynamo }: DeadlinePorts, writes: readonly WriteFragment<AllocationsRefusal>[] | undefined) {
  if (!writes) return false;
  return (await commit(dynamo, writes)).kind === "committed" ? true : stale;
}

async function dueStep(ports: DeadlinePorts, name: AllocationName, closed: string | undefined): Promise<Step | undefined> {
  const found = await ports.own.allocation(name);
  const step = found && stepOf(found.plan, found.line);
  if (!step || step.at > ports.clock.now()) return undefined;
  return step.awaitsBankDay && (closed === undefined || closed < bankDayBefore(step.at)) ? undefined : step;
}

function isSame(one: Step | undefined, other: Step): boolean {
  return one?.does === other.does && one.number === other.number && one.at === other.at;
}

/** Whether all of the instalment that a step is about is set aside: it is paid, whatever comes. */
function isReserved({ dues }: Pending, { number }: Step): boolean {
  const due = dues.get(number);
  return due?.reserved.gte(due.amount) ?? false;
}

/** Returns write the headroom of pools that many allocations share: those of one process wait for each other. */
function inTurn<Result>({ inTurn: turn }: DeadlinePorts, { line }: Pending, { does }: Step, run: () => Promise<Result>): Promise<Result> {
  const pools = does === "return" ? [...new Set(line.amounts.map(({ pollutant, pool }) => `${pollutant}/${pool}`))].sort() : [];
  return pools.reduceRight((inner, pool) => () => turn(pool, inner), run)();
}
