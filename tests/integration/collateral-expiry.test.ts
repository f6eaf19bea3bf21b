import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expireVintages } from "../../functions/carbon/allowances/vintages/expire-vintages.ts";
import { carbonFacts } from "../../functions/carbon/contract.ts";
import { allowancePorts } from "../../functions/carbon/ports.ts";
import { freezesFacts } from "../../functions/collateral/freezes/contract.ts";
import { endFreezeTerms } from "../../functions/collateral/freezes/end-terms.ts";
import { expiryReactions } from "../../functions/collateral/freezes/expiry-reactions.ts";
import { pledgesFacts } from "../../functions/collateral/pledges/contract.ts";
import type { Pledge } from "../../functions/collateral/pledges/rows.ts";
import { permitsFacts } from "../../functions/permits/contract.ts";
import { expirePermits } from "../../functions/permits/expire-permits.ts";
import { expiryPorts } from "../../functions/permits/ports.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { commit } from "../../shared/store/transaction.ts";
import { conservationFaults } from "../support/conservation.ts";
import { grantedOn } from "../support/granted.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { openCourtDesk } from "./collateral-freezes-support.ts";
import { joining, type Pledgor, type Registered } from "./collateral-support.ts";

type Desk = Awaited<ReturnType<typeof openCourtDesk>>;
let desk: Desk;
beforeAll(async () => {
  desk = await openCourtDesk();
});
beforeEach(() => desk.world.clock.moveTo("2026-03-02T01:00:00.000Z"));

/** The first instant after the last month of the permits here. */
const afterTerm = "2028-12-31T16:00:00.000Z";
const permit = "permit/COD/liangzi-lake/2025-01/2028-12";
const longer = "permit/COD/liangzi-lake/2025-01/2029-12";
const until = { until: "2028-02-29" };
const judgment = {
  ...{ court: "鄂州市中级人民法院", caseNumber: "（2028）鄂07民终3号", documentNumber: "E07-2028-3" },
  documentSha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
};

/** Retires what has expired by an instant, as the jobs of the ledger's classes do. */
async function retire(at: string): Promise<void> {
  const { world } = desk;
  world.clock.moveTo(at);
  const granted = await grantedOn(world.engine, world.clock);
  await expirePermits(expiryPorts(granted as never));
  await expireVintages(allowancePorts(granted));
}

/** Hears that permits of a firm have expired, so many times and all at once. */
async function hear({ siteId }: Pick<Pledgor, "siteId">, times = 1): Promise<void> {
  const { engine, ports } = desk.world;
  const facts = await storedFacts(engine, permitsFacts.permitExpired, ({ data }) => data.siteId === siteId, "Permits");
  expect(facts.length).toBeGreaterThan(0);
  const react = expiryReactions(ports)["permit-expired"];
  await Promise.all(Array.from({ length: times }, () => facts.map((fact) => react(fact as never))).flat());
}

const stateOf = async (bank: { readonly subject: string }, { pledgeId }: Pick<Registered, "pledgeId">) =>
  (await desk.world.read(bank.subject, `/collateral/pledges/${pledgeId}`)) as unknown as Registered;

describe("a right that expires", () => {
  it("ends pledges and freezes once, however often it is told, and tells banks, courts and the owner", async () => {
    const { world } = desk;
    const [mill, a, b] = [await world.pledgor("10", permit), await world.bank(), await world.bank()];
    const senior = await world.registered(a, mill, "6", until);
    const junior = await world.registered(b, mill, "6", { ...joining(mill, senior, "6"), ...until });
    const sliceId = String(senior.slices[0]?.sliceId);
    const freeze = await desk.frozen(mill, "6", { sliceId });
    const waiting = await desk.frozen(mill, "4", { sliceId });
    const alone = await desk.frozen(mill, "3");
    await retire(afterTerm);
    expect(await world.refused(desk.lifting(alone))).toMatchObject({ code: "position-expired" });
    expect(await world.refused(desk.renewal(alone))).toMatchObject({ code: "position-expired" });
    await hear(mill, 3);
    await hear(mill);
    expect(await world.ports.own.register(mill)).toMatchObject({ slices: [] });
    expect([await stateOf(a, senior), await stateOf(b, junior)]).toMatchObject([
      { state: "expired", slices: [] },
      { state: "expired", slices: [] },
    ]);
    for (const each of [freeze, waiting, alone]) {
      expect(await desk.freeze(each)).toMatchObject({ state: "ended", parts: [] });
      const facts = await desk.facts(freezesFacts.freezeEnded, each);
      expect(facts).toMatchObject([{ ground: "right", moves: false, quantity: "0" }]);
      expect(facts[0]?.areas).toContain("420704");
    }
    for (const [bank, pledge] of [
      [a, senior],
      [b, junior],
    ] as const) {
      const facts = await desk.facts(pledgesFacts.pledgeExpired, pledge);
      expect(facts).toMatchObject([{ state: "expired", moves: false, positions: [] }]);
      expect(facts[0]?.parties).toEqual(expect.arrayContaining([bank.partyId, mill.partyId]));
    }
    expect(await world.position(mill)).toEqual({ available: "0", held: "0", heldFor: {} });
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("does not stop the job of terms, which leaves what has expired to the fact", async () => {
    const { world } = desk;
    const mill = await world.pledgor("10", permit);
    const freeze = await desk.frozen(mill, "3", { months: 24 });
    await retire("2029-01-05T00:00:00.000Z");
    await endFreezeTerms(world.ports);
    expect(await desk.freeze(freeze)).toMatchObject({ state: "in-force" });
    await hear(mill);
    expect(await desk.freeze(freeze)).toMatchObject({ state: "ended" });
    await endFreezeTerms(world.ports);
    expect(await desk.facts(freezesFacts.freezeEnded, freeze)).toHaveLength(1);
  });

  it("leaves a pledge on its other positions, and tells the bank that a part is gone", async () => {
    const { world } = desk;
    const [mill, bank] = [await world.pledgor("10", permit), await world.bank()];
    await world.credit(mill.account, longer, "5");
    const parts = [permit, longer].map((instrument) => ({ account: mill.account, instrument, quantity: "4" }));
    const pledge = await world.registered(bank, mill, "4", { parts, ...until });
    await retire(afterTerm);
    await hear(mill, 2);
    expect(await stateOf(bank, pledge)).toMatchObject({ state: "registered", slices: [{ quantity: "4", instrument: longer }] });
    expect(await desk.facts(freezesFacts.pledgePartExpired, pledge)).toMatchObject([
      { expired: [{ instrument: permit, quantity: "4" }], positions: [{ instrument: longer, quantity: "4" }] },
    ]);
    expect(await desk.facts(pledgesFacts.pledgeExpired, pledge)).toEqual([]);
    expect(await world.position({ ...mill, instrument: longer })).toMatchObject({ available: "1", heldFor: { pledge: "4" } });
  });

  it("does not keep a pledge from being released and cancelled on what it still stands on", async () => {
    const { world } = desk;
    const [mill, bank] = [await world.pledgor("10", permit), await world.bank()];
    await world.credit(mill.account, longer, "5");
    const parts = [permit, longer].map((instrument) => ({ account: mill.account, instrument, quantity: "4" }));
    const { pledgeId } = await world.registered(bank, mill, "4", { parts, ...until });
    const release = async () => {
      const { slices } = await stateOf(bank, { pledgeId });
      const { sliceId } = required(
        slices.find((slice) => (slice as { instrument?: string }).instrument === longer),
        "slice that stands",
      );
      const part = { account: mill.account, instrument: longer, sliceId, quantity: "1" };
      return world.step(bank, pledgeId, "releases", { parts: [part], reason: "partly repaid" });
    };
    const cancellation = world.step(bank, pledgeId, "cancellation", { reason: "not drawn" });
    const revocation = world.step(bank, pledgeId, "revocation", { ...judgment, reason: "the contract is void" });
    await retire(afterTerm);
    // Before the fact arrives, the ledger has closed the holds and nothing moves.
    for (const early of [await release(), cancellation, { ...revocation, as: world.bureau }])
      expect(await world.refused(early)).toMatchObject({ code: "position-expired", instrument: permit });
    await hear(mill);
    expect(await world.done(await release())).toMatchObject({ slices: [{ instrument: longer, quantity: "3" }] });
    expect(await world.done(cancellation)).toMatchObject({ state: "cancelled" });
    expect(await world.position({ ...mill, instrument: longer })).toEqual({ available: "5", held: "0", heldFor: {} });
    expect(await conservationFaults(world.engine)).toEqual([]);
  });

  it("empties a register with many pledges page by page, and goes on after a page that was cut short", async () => {
    const { world } = desk;
    const { own } = world.ports;
    const [mill, bank] = [await world.pledgor("10", permit), await world.bank()];
    const first = await world.registered(bank, mill, "6", until);
    const freeze = await desk.frozen(mill, "6", { sliceId: first.slices[0]?.sliceId });
    const pledge = required(await own.pledge(first.pledgeId), "pledge");
    // Those that are repaid are in lists besides, which they leave: fewer of them fit into a transaction.
    const repaid = { state: "repaid", repaidOn: "2027-01-04", cancelBy: "2027-01-18T16:00:00.000Z" } as const;
    const others = Array.from({ length: 70 }, (_, index): Pledge => {
      const other = { ...pledge, pledgeId: `${pledge.pledgeId}-${index}`, version: 1 };
      return index < 40 ? { ...other, ...repaid } : other;
    });
    const register = required(await own.register(mill), "register");
    for (let start = 0; start < others.length; start += 40) {
      await commit(
        world.engine.dynamo,
        others.slice(start, start + 40).flatMap((each) => own.pledgePut(each)),
      );
    }
    const slices = register.slices.map((slice) => {
      const [entry] = slice.entries;
      return { ...slice, entries: [...slice.entries, ...others.map(({ pledgeId }) => ({ ...required(entry, "entry"), pledgeId }))] };
    });
    await commit(world.engine.dynamo, own.registerPut({ ...register, slices, version: register.version + 1 }));
    await retire(afterTerm);
    let commits = 0;
    const send = world.engine.dynamo.send.bind(world.engine.dynamo);
    const cut = {
      send: (command: { readonly constructor: { readonly name: string } }) => {
        if (command.constructor.name === "TransactWriteItemsCommand") commits += 1;
        return commits === 2 ? Promise.reject(new Error("killed")) : send(command as never);
      },
    };
    const at = afterTerm;
    const fact = { occurredAt: at, data: { siteId: mill.siteId, instrument: permit } };
    await expect(expiryReactions({ ...world.ports, dynamo: cut as never })["permit-expired"](fact as never)).rejects.toThrow("killed");
    const left = required((await own.register(mill))?.slices[0]?.entries, "entries").length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(71);
    await hear(mill);
    expect(await own.register(mill)).toMatchObject({ slices: [] });
    const ended = await own.pledgesAt(others.map(({ pledgeId }) => pledgeId));
    expect(new Set(ended.map(({ state }) => state))).toEqual(new Set(["expired"]));
    expect(await desk.freeze(freeze)).toMatchObject({ state: "ended" });
    for (const { pledgeId } of others.slice(0, 2)) expect(await desk.facts(pledgesFacts.pledgeExpired, { pledgeId })).toHaveLength(1);
  });
});

describe("allowances whose vintage ends", () => {
  it("end what lies on them as permits do", async () => {
    const { world } = desk;
    const [mill, bank] = [await world.pledgor("1"), await world.bank()];
    const allowances = { ...mill, account: `party:${mill.partyId}`, instrument: "allowance/hubei/2025/2027-12" };
    await world.credit(allowances.account, allowances.instrument, "100");
    const parts = [{ account: allowances.account, instrument: allowances.instrument, quantity: "60" }];
    const pledge = await world.registered(bank, mill, "60", { parts, until: "2027-11-30" });
    const freeze = await desk.frozen(allowances, "40");
    expect(await world.position(allowances)).toMatchObject({ available: "0", heldFor: { pledge: "60", freeze: "40" } });
    await retire("2027-12-31T16:00:00.000Z");
    const facts = await storedFacts(
      world.engine,
      carbonFacts.allowancesExpired,
      ({ data }) => data.account === allowances.account,
      "Carbon",
    );
    for (const fact of [...facts, ...facts]) await expiryReactions(world.ports)["allowances-expired"](fact as never);
    expect(await stateOf(bank, pledge)).toMatchObject({ state: "expired" });
    expect(await desk.facts(freezesFacts.freezeEnded, freeze)).toMatchObject([{ ground: "right", endedQuantity: "40" }]);
  });
});
