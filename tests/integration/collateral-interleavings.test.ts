import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { coverageRows } from "../../functions/collateral/coverage/store.ts";
import { endWithRight } from "../../functions/collateral/freezes/end-with-right.ts";
import type { Register, Slice } from "../../functions/collateral/register/rows.ts";
import { expirePermits } from "../../functions/permits/expire-permits.ts";
import { expiryPorts } from "../../functions/permits/ports.ts";
import { type Decimal, decimal, plain, sum, zero } from "../../shared/kernel/decimal.ts";
import { commit } from "../../shared/store/transaction.ts";
import { collateralDoor } from "../support/collateral-door.ts";
import { joining, type Pledgor, type Registered, type Someone } from "../support/collateral-world.ts";
import { doomedClient, Killed, untilKilled } from "../support/doomed.ts";
import { long } from "../support/effort.ts";
import type { Answer, Request } from "../support/front-door.ts";
import { type Granted, grantedOn } from "../support/granted.ts";
import { type Actor, interleave, seededChoices } from "../support/scheduler.ts";
import { approvedByColleague } from "../support/second-person.ts";
import { CoverageWorld } from "./collateral-coverage-support.ts";
import { anEntry } from "./permits-support.ts";

const histories = long ? 16 : 8;
const rounds = long ? 10 : 8;
const whole = decimal("10");
const document = {
  documentNumber: "(2026) E 0704 No. 1",
  documentSha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
};

/** What somebody does, on the client of a process that may be killed: only then is a fault no fault of ours. */
type Act = (on: Granted, doomed: boolean) => Promise<unknown>;

/** One firm with ten tonnes, its banks, and what has happened to them. */
interface History {
  readonly firm: Pledgor;
  readonly banks: readonly Someone[];
  /** Pledges that were drafted, with their banks. */
  readonly pledges: Map<string, Someone>;
  moved: Decimal;
}

describe("pledges, freezes, transfers, prices and the end of a right in random order, at the same time and killed anywhere", () => {
  let world: CoverageWorld;
  let granted: Granted;
  beforeAll(open);

  async function open(): Promise<void> {
    world = await CoverageWorld.open();
    granted = await grantedOn(world.collateral.engine, world.collateral.clock);
  }

  it("hold what the slices say, rank the same for good, never more than there is, and give back exactly what they held", async () => {
    const ended = new Set<string>();
    for (let seed = 0; seed < histories; seed += 1) {
      const choose = seededChoices(seed);
      const history = await begin();
      let known: readonly Slice[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const actors = await actorsOf(history, choose);
        await interleave(actors, choose, seed % 2 === 0);
        world.tick();
        const { faults, slices } = await faultsOf(history, known);
        expect(faults, `seed ${seed}, round ${round}`).toEqual([]);
        known = slices;
      }
      await world.hears();
      expect(await coverageFaults(history), `seed ${seed}`).toEqual([]);
      ended.add(await end(history, seed % 4 === 3, known));
      // Time does not go back: after the end of a right another world begins.
      if (seed % 4 === 3) await open();
    }
    // Both ends happen, or nothing was tried.
    expect([...ended].sort()).toEqual(["all is free again", "the right expired"]);
  }, 240_000);

  async function begin(): Promise<History> {
    const { collateral } = world;
    const firm = await collateral.pledgor(plain(whole), "permit/COD/liangzi-lake/2025-01/2029-12");
    const banks = await Promise.all([collateral.bank(), collateral.bank(), collateral.bank()]);
    await world.priced("8790");
    return { firm, banks, pledges: new Map(), moved: zero };
  }

  /** Two or three that act at the same time; every third is killed somewhere. */
  async function actorsOf(history: History, choose: (among: number) => number): Promise<Actor[]> {
    const register = await world.collateral.ports.own.register(history.firm);
    const actors: Actor[] = [];
    for (let count = 2 + choose(2); count > 0; count -= 1) {
      const run = await somebody(history, register, choose);
      const doom = choose(3) === 0 ? { at: 1 + choose(12), after: choose(2) === 0 } : undefined;
      const { endpoint } = world.collateral.engine;
      actors.push({
        run: (turn) => untilKilled(() => run({ ...granted, dynamo: doomedClient(endpoint, doom, turn) }, doom !== undefined)),
      });
    }
    return actors;
  }

  /** What somebody does next. What needs another's consent first is prepared before, so that only the act itself is interleaved. */
  async function somebody(history: History, register: Register | undefined, choose: (among: number) => number): Promise<Act> {
    const { collateral } = world;
    const { firm, banks, pledges } = history;
    const bank = banks[choose(banks.length)] ?? (banks[0] as Someone);
    const quantity = String(1 + choose(4));
    const slice = register?.slices[choose(Math.max(1, register.slices.length))];
    const acts: (() => Promise<Act>)[] = [
      async () => registering(history, bank, quantity, {}),
      async () => {
        if (!slice || slice.entries.length === 0 || slice.freezes.length > 0) return registering(history, bank, quantity, {});
        const seniors = slice.entries.map(({ registered }) => registered.number);
        const senior = { slices: [slice], registered: { number: "" } } as unknown as Registered;
        return registering(history, bank, "1", joining(firm, senior, slice.quantity, seniors));
      },
      async () => {
        const [pledgeId, owner] = [...pledges][choose(Math.max(1, pledges.size))] ?? ["none", bank];
        return said(collateral.step(owner, pledgeId, "cancellation", { reason: "not drawn" }));
      },
      async () => {
        const entry = slice?.entries[0];
        const owner = entry && pledges.get(entry.pledgeId);
        if (!slice || !entry || !owner) return said(collateral.step(bank, "none", "cancellation", { reason: "-" }));
        const part = { account: firm.account, instrument: firm.instrument, sliceId: slice.sliceId, quantity: "1" };
        return said(collateral.step(owner, entry.pledgeId, "releases", { parts: [part], reason: "partly repaid" }));
      },
      async () => said(collateral.freezing(firm, quantity)),
      async () => said(collateral.freezing(firm, slice ? "1" : quantity, { sliceId: slice?.sliceId })),
      async () => {
        return said(collateral.lifting({ freezeId: slice?.freezes[0]?.freezeId ?? "none" }));
      },
      async () => (on) => transfer(history, on, decimal("1")),
      async () => async () => world.priced(String(7000 + choose(3000)), { version: 1 + choose(9), period: "2026-Q1" }),
    ];
    return (acts[choose(acts.length)] as (typeof acts)[number])();
  }

  async function registering(history: History, bank: Someone, quantity: string, more: object) {
    const { collateral } = world;
    const draft = collateral.draft(bank, history.firm, quantity, { amountCny: "1000", ...more });
    const answer = await collateral.call(draft);
    // Refused already: somebody else was first.
    if (answer.status !== 201) return async () => undefined;
    const { pledgeId } = answer.body as { readonly pledgeId: string };
    history.pledges.set(pledgeId, bank);
    await collateral.done(collateral.step(history.firm, pledgeId, "confirmation"));
    return said(collateral.step(bank, pledgeId, "registration"));
  }

  /** Says something until it is answered: who was killed does not know, and says it again with the same key. */
  function said(request: Request): Act {
    const keyed = { ...request, key: randomUUID() };
    return async (on, doomed) => {
      const door = collateralDoor(on);
      const call = approvedByColleague(world.collateral.engine, doomed ? killable(door) : door);
      const answer = await call(keyed);
      expect(answer.status, answer.text).not.toBe(500);
    };
  }

  /** Sells a tonne that is free: only what is free can move. */
  async function transfer(history: History, { dynamo }: Granted, quantity: Decimal): Promise<void> {
    const entry = anEntry<never>(world.collateral);
    const { account, instrument } = history.firm;
    entry.transfer({ instrument, from: account, to: "reserve:elsewhere", quantity });
    await commit(dynamo, entry.writes());
  }

  /** What must hold whatever happened: the register, the ledger, the pledges and what they were before say the same. */
  async function faultsOf({ firm, pledges }: History, before: readonly Slice[]) {
    const { own, ledger } = world.collateral.ports;
    const [register, position] = await Promise.all([own.register(firm), ledger.position(firm.account, firm.instrument)]);
    const slices = register?.slices ?? [];
    const faults: string[] = [];
    const held = new Map<string, Decimal>();
    for (const { holdId, quantity } of slices) held.set(holdId, decimal(quantity).plus(held.get(holdId) ?? zero));
    for (const [holdId, quantity] of held) {
      const hold = await ledger.hold(firm.account, firm.instrument, holdId);
      if (hold?.state !== "pending" || !hold.remaining.eq(quantity)) faults.push(`hold ${holdId}: ${hold?.state} ${hold?.remaining}`);
    }
    const all = sum(held.values());
    if (!position.held.eq(all)) faults.push(`held ${plain(position.held)}, slices ${plain(all)}`);
    const pledged = sum(slices.filter(({ entries }) => entries.length > 0).map(({ quantity }) => decimal(quantity)));
    if (!(position.heldFor.pledge ?? zero).eq(pledged)) faults.push(`pledged ${position.heldFor.pledge}, slices ${plain(pledged)}`);
    if (position.available.lt(0)) faults.push(`available ${plain(position.available)}`);
    for (const { sliceId, entries, freezes } of slices) {
      if (entries.length === 0 && freezes.length === 0) faults.push(`${sliceId} is empty`);
      const numbers = entries.map(({ registered }) => `${registered.at} ${registered.number}`);
      if (numbers.join() !== numbers.toSorted().join()) faults.push(`${sliceId} is out of rank`);
      if (new Set(numbers).size < numbers.length) faults.push(`${sliceId}: two of one rank`);
      freezes.forEach((freeze, place) => {
        if ((freeze.since !== undefined) !== (place === 0)) faults.push(`${freeze.freezeId} in place ${place} of ${sliceId}`);
      });
    }
    for (const [pledgeId] of pledges) {
      const stands = slices.some(({ entries }) => entries.some((entry) => entry.pledgeId === pledgeId));
      const pledge = await own.pledge(pledgeId);
      if ((pledge?.state === "registered") !== stands) faults.push(`${pledgeId} is ${pledge?.state} and ${stands ? "stands" : "does not"}`);
    }
    const order = (of: readonly Slice[]) =>
      new Map(of.flatMap(({ entries }) => entries.map((entry) => [entry.pledgeId, entry.registered.number])));
    const now = order(slices);
    for (const [pledgeId, number] of order(before))
      if (now.has(pledgeId) && now.get(pledgeId) !== number) faults.push(`${pledgeId} was renumbered`);
    return { faults, slices };
  }

  /** Every coverage is what it would be if it were computed now. */
  async function coverageFaults({ pledges }: History): Promise<string[]> {
    const own = coverageRows(world.collateral.ports.own);
    const before = new Map<string, unknown>();
    for (const [pledgeId] of pledges) before.set(pledgeId, await own.coverage(pledgeId));
    for (const fact of (await world.facts()).toReversed()) await world.ear(fact);
    await world.doPages();
    const faults: string[] = [];
    for (const [pledgeId, row] of before)
      if (JSON.stringify(await own.coverage(pledgeId)) !== JSON.stringify(row)) faults.push(`coverage of ${pledgeId} changed`);
    return faults;
  }

  /** Everything ends: by cancellation and by the courts, or with the right itself. */
  async function end({ firm, pledges }: History, expires: boolean, slices: readonly Slice[]): Promise<string> {
    const { collateral } = world;
    const { own } = collateral.ports;
    if (expires) {
      const at = "2029-12-31T16:00:00.000Z";
      if (collateral.clock.now() < at) collateral.clock.moveTo(at);
      await expirePermits(expiryPorts(granted));
      const dynamo = doomedClient(collateral.engine.endpoint, { at: 3, after: true });
      await untilKilled(() => endWithRight({ ...collateral.ports, dynamo }, { position: firm, at }));
      await endWithRight(collateral.ports, { position: firm, at });
      expect(await own.register(firm)).toMatchObject(slices.length > 0 ? { slices: [] } : {});
      expect(await collateral.position(firm)).toEqual({ available: "0", held: "0", heldFor: {} });
      return "the right expired";
    }
    for (const freezeId of new Set(slices.flatMap(({ freezes }) => freezes.map((freeze) => freeze.freezeId))))
      await collateral.done({
        ...{ as: collateral.bureau, method: "POST", path: `/collateral/freezes/${freezeId}/liftings` },
        body: { ...document, reason: "the case is closed" },
      });
    for (const [pledgeId, bank] of pledges)
      if ((await own.pledge(pledgeId))?.state === "registered") await collateral.cancelled(bank, { pledgeId });
    const elsewhere = await movedAway(firm);
    expect(await collateral.position(firm)).toEqual({ available: plain(whole.minus(elsewhere)), held: "0", heldFor: {} });
    return "all is free again";
  }

  /** What was sold, by the entries of the ledger. */
  async function movedAway({ account, instrument }: Pledgor): Promise<Decimal> {
    const { available, held } = await world.collateral.ports.ledger.position(account, instrument);
    return whole.minus(available.plus(held));
  }

  function killable(call: (request: Request) => Promise<Answer>): (request: Request) => Promise<Answer> {
    return async (request) => {
      const answer = await call(request);
      if (answer.status === 500) throw new Killed();
      return answer;
    };
  }
});
