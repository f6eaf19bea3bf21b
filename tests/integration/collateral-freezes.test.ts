import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freezesFacts } from "../../functions/collateral/freezes/contract.ts";
import { joining, type Pledgor, type Registered } from "../support/collateral-world.ts";
import { givenMember } from "../support/members.ts";
import { openCourtDesk } from "./collateral-freezes-support.ts";

type Desk = Awaited<ReturnType<typeof openCourtDesk>>;
let desk: Desk;
beforeAll(async () => {
  desk = await openCourtDesk();
});
beforeEach(() => desk.world.clock.moveTo("2026-03-02T01:00:00.000Z"));

const sliceOf = ({ slices: [first] }: Registered): string => String(first?.sliceId);
const onSlice = (pledge: Registered) => ({ sliceId: sliceOf(pledge) });

describe("a court's freeze of free tonnes", () => {
  it("takes two persons, acts at once and leaves the rest free", async () => {
    const { world } = desk;
    const mill = await world.pledgor("10");
    const entered = await world.enter(desk.world.freezing(mill, "4"));
    expect(entered.status).toBe(202);
    expect(await world.position(mill)).toEqual({ available: "10", held: "0", heldFor: {} });
    const freeze = await desk.world.frozen(mill, "4");
    expect(freeze).toMatchObject({
      state: "in-force",
      parts: [{ quantity: "4", place: 1, since: world.clock.now(), until: "2029-03-02T16:00:00.000Z" }],
    });
    expect(await world.position(mill)).toEqual({ available: "6", held: "4", heldFor: { freeze: "4" } });
    const [fact] = await desk.facts(freezesFacts.freezeEntered, freeze);
    expect(fact).toMatchObject({ quantity: "4", inForceQuantity: "4", moves: true, parties: expect.arrayContaining([mill.partyId]) });
    const bank = await world.bank();
    expect(await world.refused(world.draft(bank, mill, "7"))).toMatchObject({ code: "exceeds-free", free: "6", frozen: "4" });
    await world.registered(bank, mill, "6");
    expect(await desk.faults(mill)).toEqual([]);
  });

  it("says how much is free, pledged and frozen where it asks for more", async () => {
    const { world } = desk;
    const mill = await world.pledgor("10");
    await world.registered(await world.bank(), mill, "3");
    await desk.world.frozen(mill, "2");
    const refused = await world.refused(desk.world.freezing(mill, "6"));
    expect(refused).toMatchObject({ code: "exceeds-free", quantity: "6", free: "5", pledged: "3", frozen: "2" });
    await desk.world.frozen(mill, "5");
  });

  it("is refused beyond its longest term, on what is not registered here or has expired, and to authorities of other areas", async () => {
    const { world } = desk;
    const mill = await world.pledgor("10");
    expect(await world.refused(desk.world.freezing(mill, "1", { months: 37 }))).toMatchObject({
      ...{ code: "freeze-term-too-long", longestMonths: 36 },
      source: expect.stringContaining("485"),
    });
    expect(await world.refused(desk.world.freezing(mill, "1", { instrument: "CNY" }))).toMatchObject({ code: "not-freezable" });
    expect(await world.refused(desk.world.freezing(mill, "1", { sliceId: "none" }))).toMatchObject({ code: "slice-unknown" });
    expect(await world.refused(desk.world.freezing({ ...mill, account: "site:none" }, "1"))).toMatchObject({ code: "not-found" });
    const { subject: as } = await givenMember(world.engine, { role: "regulator", area: "420702" });
    expect(await world.refused({ ...desk.world.freezing(mill, "1"), as })).toMatchObject({ code: "not-found" });
    world.clock.moveTo("2030-01-01T00:00:00.000Z");
    expect(await world.refused(desk.world.freezing(mill, "1"))).toMatchObject({ code: "position-expired" });
    expect(await world.position(mill)).toEqual({ available: "10", held: "0", heldFor: {} });
  });
});

describe("a freeze that attaches to a slice", () => {
  it("keeps further pledges off, and holds on after the last pledge has left", async () => {
    const { world } = desk;
    const mill = await world.pledgor("10");
    const [a, b, c] = [await world.bank(), await world.bank(), await world.bank()];
    const first = await world.registered(a, mill, "6");
    const junior = await world.registered(b, mill, "6", joining(mill, first, "6"));
    expect(await world.refused(world.draft(c, mill, "5"))).toMatchObject({ code: "exceeds-free", free: "4" });
    const freeze = await desk.world.frozen(mill, "6", onSlice(first));
    expect(freeze).toMatchObject({ state: "in-force", parts: [{ place: 1, pledged: true }] });
    expect(await world.position(mill)).toEqual({ available: "4", held: "6", heldFor: { pledge: "6" } });
    const [fact] = await desk.facts(freezesFacts.freezeEntered, freeze);
    expect(fact).toMatchObject({ moves: false, parties: expect.arrayContaining([mill.partyId, a.partyId, b.partyId]) });
    const accepted = [first.registered.number, junior.registered.number];
    expect(await world.refused(world.draft(c, mill, "6", joining(mill, first, "6", accepted)))).toMatchObject({ code: "frozen" });
    await world.cancelled(a, first);
    expect(await world.position(mill)).toMatchObject({ held: "6", heldFor: { pledge: "6" } });
    await world.cancelled(b, junior);
    expect(await world.position(mill)).toEqual({ available: "4", held: "6", heldFor: { freeze: "6" } });
    expect(await desk.freeze(freeze)).toMatchObject({ state: "in-force", parts: [{ quantity: "6", pledged: false }] });
    expect(await desk.faults(mill)).toEqual([]);
    expect(await world.done(desk.world.lifting(freeze))).toMatchObject({ state: "lifted", parts: [] });
    expect(await world.position(mill)).toEqual({ available: "10", held: "0", heldFor: {} });
    expect(await world.refused(desk.world.lifting(freeze))).toMatchObject({ code: "wrong-state", state: "lifted" });
    const [lifted] = await desk.facts(freezesFacts.freezeLifted, freeze);
    expect(lifted).toMatchObject({ moves: true, liftedQuantity: "6", quantity: "0" });
  });

  it("takes a part of the slice: pledges stand on both parts, and the freeze on its own", async () => {
    const { world } = desk;
    const [mill, bank] = [await world.pledgor("10"), await world.bank()];
    const pledge = await world.registered(bank, mill, "6");
    expect(await world.refused(desk.world.freezing(mill, "7", onSlice(pledge)))).toMatchObject({
      code: "exceeds-slice",
      sliceQuantity: "6",
    });
    const freeze = await desk.world.frozen(mill, "2", onSlice(pledge));
    const { slices } = (await world.read(bank.subject, `/collateral/pledges/${pledge.pledgeId}`)) as unknown as Registered;
    expect(slices).toMatchObject([
      { quantity: "4", frozen: false, rank: 1 },
      { quantity: "2", frozen: true, rank: 1 },
    ]);
    await world.cancelled(bank, pledge);
    expect(await world.position(mill)).toEqual({ available: "8", held: "2", heldFor: { freeze: "2" } });
    expect(await world.refused(desk.world.lifting(freeze, { quantity: "3" }))).toMatchObject({ code: "exceeds-frozen", frozen: "2" });
    expect(await world.done(desk.world.lifting(freeze, { quantity: "0.5" }))).toMatchObject({
      state: "in-force",
      parts: [{ quantity: "1.5" }],
    });
    expect(await world.position(mill)).toEqual({ available: "8.5", held: "1.5", heldFor: { freeze: "1.5" } });
    expect(await desk.faults(mill)).toEqual([]);
  });
});

describe("freezes of three courts on one slice", () => {
  /** Three freezes of 5 t for 12, 6 and 24 months; the second court takes 2 t of them only. */
  async function queued(mill: Pledgor) {
    const first = await desk.world.frozen(mill, "5", { months: 12 });
    const sliceId = String(first.parts[0]?.sliceId);
    const third = await desk.world.frozen(mill, "5", { months: 24, sliceId });
    return { first, third, sliceId };
  }

  it("wait in turn, and the term of each runs from the end of the one before", async () => {
    const mill = await desk.world.pledgor("10");
    const { first, third, sliceId } = await queued(mill);
    const last = await desk.world.frozen(mill, "5", { months: 6, sliceId });
    expect([third, last]).toMatchObject([
      { state: "waiting", parts: [{ place: 2 }] },
      { state: "waiting", parts: [{ place: 3 }] },
    ]);
    expect(await desk.world.refused(desk.renewal(third))).toMatchObject({ code: "wrong-state", state: "waiting" });
    await desk.termsEnd("2027-03-02T15:59:59.999Z");
    expect(await desk.freeze(first)).toMatchObject({ state: "in-force" });
    await desk.termsEnd("2027-03-04T00:00:00.000Z");
    expect(await desk.freeze(first)).toMatchObject({ state: "ended", parts: [] });
    expect(await desk.freeze(third)).toMatchObject({
      state: "in-force",
      parts: [{ place: 1, since: "2027-03-02T16:00:00.000Z", until: "2029-03-03T16:00:00.000Z" }],
    });
    expect(await desk.world.position(mill)).toMatchObject({ available: "5", heldFor: { freeze: "5" } });
    expect(await desk.facts(freezesFacts.freezeEnded, first)).toMatchObject([{ ground: "term", endedQuantity: "5", moves: false }]);
    expect(await desk.facts(freezesFacts.freezeTurned, third)).toMatchObject([{ since: "2027-03-02T16:00:00.000Z", inForceQuantity: "5" }]);
    // The job stood still for years: every turn counts from the one before.
    await desk.termsEnd("2029-12-01T00:00:00.000Z");
    expect(await desk.freeze(last)).toMatchObject({ state: "ended", parts: [] });
    expect(await desk.facts(freezesFacts.freezeTurned, last)).toMatchObject([
      { since: "2029-03-03T16:00:00.000Z", until: "2029-09-04T16:00:00.000Z" },
    ]);
    expect(await desk.facts(freezesFacts.freezeEnded, last)).toMatchObject([{ moves: true, endedQuantity: "5" }]);
    expect(await desk.world.position(mill)).toEqual({ available: "10", held: "0", heldFor: {} });
    await desk.termsEnd("2029-12-02T00:00:00.000Z");
    expect(await desk.facts(freezesFacts.freezeEnded, last)).toHaveLength(1);
  });

  it("take their turns part by part where a part is lifted", async () => {
    const mill = await desk.world.pledgor("10");
    const { first, third, sliceId } = await queued(mill);
    desk.world.clock.moveTo("2026-05-02T01:00:00.000Z");
    await desk.world.done(desk.world.lifting(first, { quantity: "2", sliceId }));
    expect(await desk.freeze(third)).toMatchObject({
      state: "in-force",
      parts: [
        { quantity: "3", place: 2 },
        { quantity: "2", place: 1, since: "2026-05-02T01:00:00.000Z", until: "2028-05-02T16:00:00.000Z" },
      ],
    });
    expect(await desk.world.done(desk.world.lifting(first))).toMatchObject({ state: "lifted" });
    const turned = await desk.facts(freezesFacts.freezeTurned, third);
    expect(turned.map(({ inForceQuantity }) => inForceQuantity).sort()).toEqual(["2", "5"]);
    expect(await desk.faults(mill)).toEqual([]);
  });

  it("end and wait where only what waits is left of them", async () => {
    const mill = await desk.world.pledgor("10");
    const { first, third, sliceId } = await queued(mill);
    await desk.world.done(desk.world.lifting(first, { quantity: "2", sliceId }));
    const part = (await desk.freeze(third)).parts.find(({ place }) => place === 1);
    expect(await desk.world.done(desk.world.lifting(third, { sliceId: part?.sliceId }))).toMatchObject({
      state: "waiting",
      parts: [{ place: 2 }],
    });
    expect(await desk.world.position(mill)).toMatchObject({ available: "7", heldFor: { freeze: "3" } });
  });

  it("are read by the owner, the banks on the slice and the authorities, and by nobody else", async () => {
    const { world } = desk;
    const [mill, bank, other] = [await world.pledgor("10"), await world.bank(), await world.bank()];
    const pledge = await world.registered(bank, mill, "6");
    const freeze = await desk.world.frozen(mill, "6", onSlice(pledge));
    world.clock.moveTo("2026-03-02T01:00:01.000Z");
    const waiting = await desk.world.frozen(mill, "6", onSlice(pledge));
    for (const as of [mill.subject, bank.subject, world.bureau, world.operator]) {
      expect(await world.done(desk.queue(as, mill, sliceOf(pledge)))).toMatchObject({
        pledges: [pledge.registered.number],
        freezes: [
          { freezeId: freeze.freezeId, until: "2029-03-02T16:00:00.000Z" },
          { freezeId: waiting.freezeId, months: 36 },
        ],
      });
    }
    expect(await world.refused(desk.queue(other.subject, mill, sliceOf(pledge)))).toMatchObject({ code: "not-found" });
    expect(await world.refused(desk.queue(mill.subject, mill, "none"))).toMatchObject({ code: "not-found" });
    const stranger = await world.pledgor("1");
    const path = `/collateral/freezes/${freeze.freezeId}`;
    expect(await world.refused({ as: stranger.subject, method: "GET", path })).toMatchObject({ code: "not-found" });
    expect(await world.read(mill.subject, path)).toMatchObject({ freezeId: freeze.freezeId });
    expect(await world.read(mill.subject, "/collateral/freezes")).toMatchObject({
      items: [{ parts: [{ place: 2 }] }, { parts: [{ place: 1 }] }],
    });
    expect(await world.read(stranger.subject, "/collateral/freezes")).toMatchObject({ items: [] });
    const district = await givenMember(world.engine, { role: "district", area: "420704" });
    const { items } = (await world.read(district.subject, "/collateral/freezes?limit=100")) as { items: { freezeId: string }[] };
    expect(items.map(({ freezeId }) => freezeId)).toEqual(expect.arrayContaining([freeze.freezeId, waiting.freezeId]));
  });
});

describe("a renewal", () => {
  it("begins the term anew while it lasts, never longer than the longest, and not once it is over", async () => {
    const { world } = desk;
    const mill = await world.pledgor("10");
    const freeze = await desk.world.frozen(mill, "5", { months: 12 });
    world.clock.moveTo("2027-03-02T15:00:00.000Z");
    expect(await world.refused(desk.renewal(freeze, 37))).toMatchObject({ code: "freeze-term-too-long" });
    expect((await world.enter(desk.renewal(freeze))).status).toBe(202);
    expect(await world.done(desk.renewal(freeze, 36))).toMatchObject({ state: "in-force", parts: [{ until: "2030-03-02T16:00:00.000Z" }] });
    expect(await desk.facts(freezesFacts.freezeRenewed, freeze)).toMatchObject([{ months: 36, moves: false }]);
    await desk.termsEnd("2027-03-03T00:00:00.000Z");
    expect(await desk.freeze(freeze)).toMatchObject({ state: "in-force" });
    expect(await desk.faults(mill)).toEqual([]);
  });

  it("leaves those that wait behind it where they are: the next turn begins where the renewed term ends", async () => {
    const mill = await desk.world.pledgor("10");
    const first = await desk.world.frozen(mill, "5", { months: 12 });
    const next = await desk.world.frozen(mill, "5", { months: 6, sliceId: first.parts[0]?.sliceId });
    desk.world.clock.moveTo("2026-12-01T01:00:00.000Z");
    const renewed = await desk.world.done(desk.renewal(first, 12));
    expect(renewed).toMatchObject({ state: "in-force", parts: [{ place: 1, until: "2027-12-01T16:00:00.000Z" }] });
    // Past the first term, within the renewed one.
    await desk.termsEnd("2027-03-04T00:00:00.000Z");
    expect([await desk.freeze(first), await desk.freeze(next)]).toMatchObject([
      { state: "in-force" },
      { state: "waiting", parts: [{ place: 2 }] },
    ]);
    await desk.termsEnd("2027-12-05T00:00:00.000Z");
    expect([await desk.freeze(first), await desk.freeze(next)]).toMatchObject([
      { state: "ended", parts: [] },
      { state: "in-force", parts: [{ place: 1, since: "2027-12-01T16:00:00.000Z", until: "2028-06-02T16:00:00.000Z" }] },
    ]);
    expect(await desk.faults(mill)).toEqual([]);
  });

  it("is refused after the term, even before the job has ended it", async () => {
    const mill = await desk.world.pledgor("10");
    const freeze = await desk.world.frozen(mill, "5", { months: 12 });
    desk.world.clock.moveTo("2027-03-02T16:00:00.000Z");
    expect(await desk.world.refused(desk.renewal(freeze))).toMatchObject({ code: "freeze-term-over", until: "2027-03-02T16:00:00.000Z" });
    await desk.termsEnd("2027-03-02T16:00:00.000Z");
    expect(await desk.world.refused(desk.renewal(freeze))).toMatchObject({ code: "wrong-state", state: "ended" });
    expect(await desk.world.position(mill)).toEqual({ available: "10", held: "0", heldFor: {} });
  });
});

describe("freezes and pledges of the same moment", () => {
  it("never take more than is free, and keep what was held", async () => {
    const { world } = desk;
    for (let round = 0; round < 4; round += 1) {
      const [mill, bank] = [await world.pledgor("10"), await world.bank()];
      const pledgeId = await world.confirmed(bank, mill, "6");
      const answers = await Promise.all([
        world.call(desk.world.freezing(mill, "5")),
        world.call(desk.world.freezing(mill, "6")),
        world.call(world.step(bank, pledgeId, "registration")),
      ]);
      expect(answers.filter(({ status }) => status < 202)).toHaveLength(1);
      for (const { status, body } of answers) if (status >= 202) expect(body).toMatchObject({ type: "/problems/exceeds-free" });
      expect(await desk.faults(mill)).toEqual([]);
    }
  });

  it("stand in one order on a slice, however they come", async () => {
    const { world } = desk;
    const [mill, bank] = [await world.pledgor("10"), await world.bank()];
    const pledge = await world.registered(bank, mill, "6");
    const answers = await Promise.all([
      world.call(desk.world.freezing(mill, "6", onSlice(pledge))),
      world.call(desk.world.freezing(mill, "6", onSlice(pledge))),
      world.call(world.step(bank, pledge.pledgeId, "cancellation", { reason: "not drawn" })),
      world.call(desk.world.freezing(mill, "4")),
    ]);
    for (const { status, text } of answers) expect(status === 409 || status < 202, text).toBe(true);
    expect(await desk.faults(mill)).toEqual([]);
    const register = await world.ports.own.register(mill);
    for (const { freezes } of register?.slices ?? [])
      expect(freezes.map(({ since }) => since !== undefined)).toEqual(freezes.map((_, place) => place === 0));
  });
});
