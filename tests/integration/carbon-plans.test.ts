import { beforeAll, describe, expect, it } from "vitest";
import { controlPlansFacts } from "../../functions/carbon/control-plans/contract.ts";
import { planFor } from "../../functions/carbon/control-plans/read-control-plans.ts";
import { monthsOf } from "../../functions/carbon/months/months-of.ts";
import { givenMember } from "../support/members.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { deciding, filing, planned } from "./carbon-mrv-support.ts";
import { CarbonWorld } from "./carbon-support.ts";

describe("a data-quality control plan", () => {
  let world: CarbonWorld;
  beforeAll(async () => {
    world = await CarbonWorld.open();
  });

  it("is filed by a key entity before its year and approved by the bureau, which opens the year's months", async () => {
    const entity = await world.keyEntity("2027");
    const of = { ...entity, year: "2027" };
    expect(await world.done(filing(entity, "2027", { changeReason: undefined }))).toMatchObject({
      planVersion: 1,
      state: "filed",
      late: false,
    });
    const refused = await planFor(world.ports, of);
    expect(refused).toMatchObject({ ok: false, refusal: { code: "plan-not-approved", source: expect.stringContaining("775") } });
    expect(await monthsOf(world.ports, of)).toBeUndefined();
    expect(await world.done(deciding(world, entity, "2027", 1, "approved"))).toMatchObject({ state: "approved" });
    expect(await planFor(world.ports, of)).toMatchObject({ value: { planVersion: 1, activities: planned } });
    expect(await monthsOf(world.ports, of)).toMatchObject({
      year: { closed: false },
      months: Array.from({ length: 12 }, () => ({ state: "open" })),
    });
    const [told] = await storedFacts(
      world.engine,
      controlPlansFacts.controlPlanApproved,
      ({ data }) => data.partyId === entity.partyId,
      "Carbon",
    );
    expect(told).toMatchObject({ data: { creditCode: entity.creditCode, late: false }, parties: [entity.partyId] });
  });

  it("that is returned leaves the earlier one in force, and a change within the year names its reason and needs approval", async () => {
    const entity = await world.keyEntity("2026");
    const of = { ...entity, year: "2026" };
    const needed = await world.refused(filing(entity, "2026", { changeReason: undefined }));
    expect(needed).toMatchObject({ code: "change-needs-reason", year: "2026" });
    expect(needed.detail).toContain(String(needed.source));
    expect((await world.call({ as: entity.subject, method: "GET", path: `/carbon/control-plans/${entity.partyId}/2026` })).status).toBe(
      404,
    );
    expect(await world.done(filing(entity, "2026"))).toMatchObject({ late: true });
    await world.done(deciding(world, entity, "2026", 1, "approved"));
    await world.done(filing(entity, "2026", { changeReason: "new scale" }));
    await world.done(deciding(world, entity, "2026", 2, "returned"));
    expect(await planFor(world.ports, of)).toMatchObject({ value: { planVersion: 1 } });
    await world.done(filing(entity, "2026", { changeReason: "new scale" }));
    await world.done(deciding(world, entity, "2026", 3, "approved"));
    expect(await planFor(world.ports, of)).toMatchObject({ value: { planVersion: 3, changeReason: "new scale" } });
    const { items } = (await world.read(entity.subject, "/carbon/control-plans")) as { items: { planVersion: number; state: string }[] };
    expect(items.map(({ planVersion, state }) => `${planVersion} ${state}`).sort()).toEqual(["1 replaced", "2 returned", "3 approved"]);
    expect(await monthsOf(world.ports, of)).toMatchObject({ months: { length: 12 } });
  });

  it("that is filed again while it waits replaces what waits, which can't be decided any more", async () => {
    const entity = await world.keyEntity("2027");
    await world.done(filing(entity, "2027"));
    await world.done(filing(entity, "2027"));
    expect(await world.refused(deciding(world, entity, "2027", 1, "approved"))).toMatchObject({ code: "wrong-state", state: "replaced" });
    const both = await Promise.all(["approved", "returned"].map((decision) => world.call(deciding(world, entity, "2027", 2, decision))));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it("is of a key entity, errs on the safe side, and is decided by another person than filed it", async () => {
    const stranger = await world.enterprise();
    expect(await world.refused(filing(stranger, "2027"))).toMatchObject({ code: "not-a-key-entity" });
    const entity = await world.keyEntity("2027");
    expect((await world.call({ ...filing(entity, "2027"), as: stranger.subject })).status).toBe(404);
    for (const [index, conservativeFactor] of [
      [0, "0.9"],
      [1, "1.1"],
    ] as const) {
      const activities = planned.map((each, at) => (at === index ? { ...each, conservativeFactor } : each));
      expect(await world.refused(filing(entity, "2027", { activities }))).toMatchObject({
        code: "factor-not-conservative",
        conservativeFactor,
      });
    }
    for (const wrong of [{ unit: "MWh" }, { direction: "out" }, { activity: "export" }, { monthlyBasis: "0.00" }])
      expect(await world.refused(filing(entity, "2027", { activities: [{ ...planned[0], ...wrong }, planned[1]] }))).toMatchObject({
        code: "validation-failed",
      });
    await world.done(filing(entity, "2027"));
    // Memberships are known for ten seconds.
    world.clock.moveTo("2026-03-02T01:00:11.000Z");
    const turncoat = await givenMember(world.engine, { role: "regulator", member: { subject: entity.subject } });
    expect(await world.refused({ ...deciding(world, entity, "2027", 1, "approved"), as: turncoat.subject })).toMatchObject({
      code: "own-work",
    });
    const elsewhere = await givenMember(world.engine, { role: "regulator", area: "420702" });
    expect((await world.call({ ...deciding(world, entity, "2027", 1, "approved"), as: elsewhere.subject })).status).toBe(404);
    expect((await world.read(world.district, "/carbon/control-plans?limit=100")).items).toContainEqual(
      expect.objectContaining({ partyId: entity.partyId, state: "filed" }),
    );
  });
});
