import { decimal, plain, sum, zero } from "../../shared/kernel/decimal.ts";
import type { PermitLife } from "./permit-life.ts";
import { factsOfLife, namesIn } from "./permit-life-found.ts";
import type { PermitLifeWorld } from "./permit-life-world.ts";
import { tonnesOf, type Way, type WayStep } from "./permit-ways.ts";
import { transfers } from "./stated-facts.ts";

/** Causes of what a test does itself, for which no context has a fact. */
const ownCauses = ["settlement"];

/** Everything that is wrong with what facts tell of the ways of a life's tonnes; empty if every tonne can be followed both ways. */
export async function faultsOfWays(world: PermitLifeWorld, life: PermitLife): Promise<string[]> {
  const [entries, stated] = await Promise.all([transfers(world.engine), factsOfLife(world.engine)]);
  const tonnes = tonnesOf(entries);
  const [forward, backward] = [tonnes.forward(), tonnes.backward()];
  const faults: string[] = [];
  const back = new Set(backward.map((way) => JSON.stringify(way)));
  for (const way of forward) if (!back.delete(JSON.stringify(way))) faults.push(`only from its beginning: ${JSON.stringify(way)}`);
  faults.push(...[...back].map((way) => `only from its end: ${way}`));
  const named = nameOf(world);
  const told = tonnes
    .held()
    .map(named)
    .filter((each) => !each.startsWith("cap "));
  const expected = wholesOf(life);
  faults.push(...told.filter((each) => !expected.includes(each)).map((each) => `facts alone have ${each}`));
  faults.push(...expected.filter((each) => !told.includes(each)).map((each) => `facts don't have ${each}`));
  const ids = new Set(stated.map(({ factId }) => factId));
  for (const { steps } of forward)
    faults.push(...steps.filter((step) => !isStated(step, ids)).map((step) => `nobody states ${JSON.stringify(step)}`));
  return [...new Set([...faults, ...faultsOfPlans(world, life, forward), ...faultsOfReserves(stated, forward)])];
}

/** Whether a context states what an entry did: by a fact of the same id, or one for each allocation of a page. */
function isStated({ kind, factId, to }: WayStep, stated: ReadonlySet<string>): boolean {
  if (ownCauses.includes(kind)) return true;
  if (kind !== "allocation-page") return stated.has(factId);
  const allocationId = to.slice("allocation:".length).split(" ")[0];
  return stated.has(`allocation-due.${allocationId}`);
}

function nameOf({ ids }: PermitLifeWorld): (place: string) => string {
  const named = namesIn(ids);
  return (place) => {
    const [account = "", instrument = "", ...rest] = place.split(" ");
    const [kind = "", id] = account.split(":");
    if (kind === "reserve") return ["reserve", instrument.split("/")[1], ...rest].join(" ");
    return [id === undefined ? account : `${kind}:${named(id)}`, instrument, ...rest].join(" ");
  };
}

/** What places of a life hold, free or held. */
function wholesOf(life: PermitLife): string[] {
  const whole = new Map<string, typeof zero>();
  for (const [place, tonnes] of life.places) {
    const [where = "", what = ""] = place.split(" ");
    if (where !== "cap") whole.set(`${where} ${what}`, (whole.get(`${where} ${what}`) ?? zero).plus(tonnes));
  }
  return [...whole].filter(([, tonnes]) => tonnes.gt(0)).map(([place, tonnes]) => `${place} = ${plain(tonnes)}`);
}

/** From the approval of each plan its tonnes can be followed to the lines, and each line's to where the reference has them. */
function faultsOfPlans(world: PermitLifeWorld, life: PermitLife, ways: readonly Way[]): string[] {
  const named = nameOf(world);
  return life.lines.flatMap((line) => {
    if (life.plan(line.plan).state !== "approved") return [];
    const account = `allocation:${line.plan}.${line.site}`;
    return line.amounts.flatMap(({ pollutant, tonnes }) => {
      const own = `${account} ${life.instrumentOf(line, pollutant)}`;
      const passed = ways.filter(({ steps }) => steps.some(({ to }) => named(to) === own));
      const planId = world.ids.plans[line.plan];
      const fromPlan = passed.filter(({ steps: [first] }) => first?.kind === "allocation-plan" && first.reference === planId);
      const total = sum(fromPlan.map((way) => decimal(way.tonnes)));
      const atAllocation = passed.every(({ at }) => named(at) === own);
      const atCap = passed.every(({ steps }) => steps.at(-1)?.to.startsWith("cap ") && steps.at(-1)?.kind === "allocation-returned");
      const ends = line.state === "awaiting-payment" ? atAllocation : line.state === "returned" ? atCap : true;
      const right = total.eq(tonnes) && passed.length === fromPlan.length && ends;
      return right ? [] : [`${own}, ${line.state}: ${plain(total)} of ${plain(tonnes)} come from the plan, ${JSON.stringify(passed)}`];
    });
  });
}

/** What was added to reserves of nobody's tonnes can be followed from its fact. */
function faultsOfReserves(stated: Awaited<ReturnType<typeof factsOfLife>>, ways: readonly Way[]): string[] {
  return stated.flatMap(({ factType, factId, data }) => {
    if (factType !== "reserve-added") return [];
    const { tonnes } = data as { readonly tonnes: string };
    const found = sum(ways.filter(({ steps: [first] }) => first?.factId === factId).map((way) => decimal(way.tonnes)));
    return found.eq(tonnes) ? [] : [`${plain(found)} of ${tonnes} t of addition ${factId} are found`];
  });
}
