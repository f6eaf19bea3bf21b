import type { PlanPage } from "../../functions/allocations/contract.ts";
import { payDues } from "../../functions/allocations/payments/pay-dues.ts";
import { allocationIdOf } from "../../functions/allocations/rows.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { eachAtOnce } from "../../shared/store/at-once.ts";
import { type AllocationFixture, type BenchPlan, openAllocationFixture } from "./allocation-fixture.ts";
import { bounded, median, medianRatio } from "./measuring.ts";
import { chosenParts } from "./parts.ts";
import { aboutAnother, type Call, recordCalls, replayCalls, transactionsOf } from "./recorded-calls.ts";

const few = 100;
const many = 5_000;
/** Units of the plans whose calls are recorded and replayed. */
const recorded = 180;
const rounds = 7;
/** Members whose money arrives at once. */
const paidAtOnce = 8;
const steps = ["publish", "distribute", "pay"] as const;
type StepName = (typeof steps)[number];

/**
 * Publishing, distributing and paying a plan as shares of the speed of the calls they make, recorded on one plan and replayed on another like
 * it; both take turns in going first, and the median of the rounds' ratios counts. Then a plan of 5,000 units, a unit at a time against one of
 * 100.
 */
export async function benchAllocation(): Promise<void> {
  const chosen = chosenParts(parts);
  const fixture = await openAllocationFixture();
  for (const part of chosen) await part(fixture);
  process.exit();
}

/** Parts by name: `npm run bench -- allocation size`. */
const parts: Readonly<Record<string, (fixture: AllocationFixture) => Promise<void>>> = { calls: benchCalls, size: benchSize };

async function benchCalls(fixture: AllocationFixture): Promise<void> {
  const model = await fixture.published(recorded);
  const calls = await recordSteps(fixture, model);
  const times = new Map(steps.map((step) => [step, { own: [] as number[], raw: [] as number[], writes: [] as number[] }]));
  for (let round = 0; round < rounds; round += 1) {
    const [own, raw, writes] = [await fixture.published(recorded), await fixture.published(recorded), await fixture.published(recorded)];
    for (const step of steps) {
      for (const plan of [own, raw, writes]) await prepare(fixture, plan, step);
      const made = calls.get(step) ?? [];
      const replay = (plan: BenchPlan, some: (calls: readonly Call[]) => readonly Call[]) => {
        const lists = made.map((list) => some(aboutAnother(list, model.plan.planId, plan.plan.planId)));
        return () => eachAtOnce(lists, step === "pay" ? paidAtOnce : 1, (list) => replayCalls(fixture.ports, list));
      };
      const runs = [
        ["own", () => run(fixture, own, step)],
        ["raw", replay(raw, (list) => list)],
        ["writes", replay(writes, transactionsOf)],
      ] as const;
      const turn = round % runs.length;
      for (const [name, go] of [...runs.slice(turn), ...runs.slice(0, turn)]) times.get(step)?.[name].push(await timed(go));
    }
    await assertDelivered(fixture, own);
  }
  for (const step of steps) {
    const { own = [], raw = [], writes = [] } = times.get(step) ?? {};
    const made = (calls.get(step) ?? []).reduce((sum, list) => sum + list.length, 0);
    print(`${step} ${recorded} units, ${made} calls`, own, "raw loop of the same calls", raw, { least: 0.8 });
    print(`${step} ${recorded} units`, own, "its transactions alone, in a row", writes);
  }
  const whole = (name: "own" | "raw"): number[] =>
    Array.from({ length: rounds }, (_, round) => steps.reduce((sum, step) => sum + (times.get(step)?.[name][round] ?? 0), 0));
  print(`all three steps of ${recorded} units`, whole("own"), "raw loops of the same calls", whole("raw"), { least: 0.8 });
}

/** The calls of each step on a plan: one list, or one for each unit that pays. */
async function recordSteps(fixture: AllocationFixture, { plan, parties }: BenchPlan) {
  const calls = new Map<StepName, (readonly Call[])[]>();
  for (const step of steps) {
    await prepare(fixture, { plan, parties }, step);
    const lists: (readonly Call[])[] = [];
    const runs =
      step === "pay" ? parties.map((partyId) => () => payDues(fixture.ports, partyId)) : [() => run(fixture, { plan, parties }, step)];
    for (const each of runs) {
      const recorder = recordCalls(fixture.ports);
      await each();
      lists.push(recorder.stop());
    }
    calls.set(step, lists);
  }
  return calls;
}

/** What happens between the steps: the decision, and the money of every unit. */
async function prepare({ approve, fund }: AllocationFixture, plan: BenchPlan, step: StepName): Promise<void> {
  if (step === "distribute") await approve(plan);
  if (step === "pay") await fund(plan);
}

/** One step of a plan, as its functions do it. */
async function run({ ports, work }: AllocationFixture, { plan, parties }: BenchPlan, step: StepName): Promise<void> {
  if (step === "pay") return eachAtOnce(parties, paidAtOnce, (partyId) => payDues(ports, partyId));
  const page: PlanPage = { planId: plan.planId, step };
  await work(page);
}

/** Time for each unit of a plan of 100 before and after, and of one of 5,000. */
async function benchSize(fixture: AllocationFixture): Promise<void> {
  const timesOf = async (units: number): Promise<number[]> => {
    const plan = await fixture.published(units);
    const times: number[] = [];
    for (const step of steps) {
      await prepare(fixture, plan, step);
      times.push((await timed(() => run(fixture, plan, step))) / units);
    }
    await assertDelivered(fixture, plan);
    return times;
  };
  await timesOf(few);
  const small: number[][] = [];
  const smallOnes = async (): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) small.push(await timesOf(few));
  };
  await smallOnes();
  const large = await timesOf(many);
  await smallOnes();
  for (const [place, step] of steps.entries()) {
    const [whole = 0, unit] = [large[place], median(small.map((times) => times[place] ?? 0))];
    const ratio = bounded(whole / unit, { most: 1.25 });
    console.log(`${step}: ${whole.toFixed(2)} ms a unit of ${many}; of ${few}: ${unit.toFixed(2)} ms; ratio ${ratio}`);
  }
  const seconds = large.reduce((sum, time) => sum + (time * many) / 1000, 0);
  console.log(`a plan of ${many} units published, distributed, paid and delivered in ${seconds.toFixed(0)} s`);
}

async function assertDelivered({ ports }: AllocationFixture, { plan, parties }: BenchPlan): Promise<void> {
  const { planId } = plan;
  invariant((await ports.own.plan(planId))?.state === "distributed", "the plan was distributed");
  const last = await ports.own.line({ planId, siteId: `${planId}s${parties.length - 1}` });
  invariant(last?.state === "delivered", `${allocationIdOf({ planId, siteId: "" })} was delivered`);
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

/** Prints a time, that of a baseline, and the share of its speed. */
function print(
  what: string,
  measured: readonly number[],
  than: string,
  baselines: readonly number[],
  bound?: { readonly least: number },
): void {
  const share = medianRatio(baselines, measured);
  const text = bound ? bounded(share, bound) : share.toFixed(2);
  console.log(`${what}: ${median(measured).toFixed(0)} ms; ${than}: ${median(baselines).toFixed(0)} ms; share of its speed ${text}`);
}
