import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { acceptedEnergyPut, acceptedEnergyReversed, reportingEntity } from "../../functions/carbon/register/accepted-energy.ts";
import { registerFacts } from "../../functions/carbon/register/contract.ts";
import { factorSetInForce } from "../../functions/carbon/register/factor-set-in-force.ts";
import { afterPublishing, conflictOf, type InForce, inForceFor } from "../../functions/carbon/register/in-force.ts";
import { entityOf } from "../../functions/carbon/register/list-key-entity.ts";
import { publishedFactorSets } from "../../shared/carbon/published-factor-sets.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import type { Request } from "../support/front-door.ts";
import { givenMember } from "../support/members.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { CarbonWorld } from "./carbon-support.ts";

const text = { zh: "测试", en: "test" };

describe("factor sets", () => {
  let world: CarbonWorld;
  beforeAll(async () => {
    world = await CarbonWorld.open();
  });

  const set = (more: object = {}): object => {
    const [{ factorSetId, ...content } = {}] = publishedFactorSets.filter(({ factorSetId: id }) => id === "inventory-2025");
    return { ...content, area: "420700", grid: "national", documentNumber: "EZ-1", ...more };
  };
  const electricity = (tco2PerMwh: string, more: object = {}): object => {
    const years = { validFromYear: "2025", validToYear: "2026" };
    return { area: "420700", grid: "national", title: text, source: text, tco2PerMwh, documentNumber: "EZ-2", ...years, ...more };
  };
  const publication = (factorSetId: string, body: object): Request => ({
    ...{ as: world.bureau, method: "PUT", path: `/carbon/factor-sets/${factorSetId}`, body },
  });

  it("are published by two persons, read by everybody, and used by reports of their years; nothing is assumed where none is in force", async () => {
    const of2026 = { year: "2026", area: "420704" };
    expect(await factorSetInForce(world.ports, of2026)).toMatchObject({ ok: false, refusal: { code: "no-factor-set", grid: "" } });
    expect((await world.enter(publication("inventory-2025", set()))).status).toBe(202);
    await world.done(publication("inventory-2025", set()));
    expect(await factorSetInForce(world.ports, of2026)).toMatchObject({ refusal: { code: "no-factor-set", grid: "national" } });
    await world.done(publication("national-2023", electricity("0.5306")));
    expect(await factorSetInForce(world.ports, of2026)).toMatchObject({
      value: { factorSet: publishedFactorSets.find(({ factorSetId }) => factorSetId === "inventory-2025"), gridFactor: "0.5306" },
    });
    expect(await factorSetInForce(world.ports, { year: "2024", area: "420704" })).toMatchObject({ refusal: { code: "no-factor-set" } });
    expect((await world.call({ method: "GET", path: "/carbon/factor-sets/inventory-2025" })).body).toMatchObject({
      ...{ version: 1, inForce: true, kinds: 24, factors: expect.arrayContaining([expect.objectContaining({ tco2PerUnit: "3.095910" })]) },
    });
    const [fact] = await storedFacts(world.engine, registerFacts.factorSetPublished, ({ data }) => data.factors.length > 0, "Carbon");
    expect(fact?.data.factors).toContainEqual({ kind: "diesel", unit: "t", tcePerUnit: "1.4571", tco2PerUnit: "3.095910" });
  });

  it("never stand side by side for the same year and area, not even published at the same time", async () => {
    const conflict = await world.refused(publication("inventory-2026", set({ validFromYear: "2026" })));
    expect(conflict).toMatchObject({
      code: "factor-sets-conflict",
      year: "2026",
      area: "420700",
      factorSetId: "inventory-2025",
      version: 1,
    });
    expect(conflict.detail).toContain(String(conflict.source));
    expect((await world.call({ method: "GET", path: "/carbon/factor-sets/inventory-2026" })).status).toBe(404);
    const later = { validFromYear: "2027", validToYear: "2028" };
    const both = await Promise.all(["a", "b"].map((id) => world.call(publication(`race-${id}`, electricity("0.5", later)))));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    // Another grid, and another area's grid, have factors of their own.
    await world.done(publication("central-2027", electricity("0.5395", { ...later, grid: "central" })));
  });

  it("that are wrong are replaced by a version that names why, and what was published stays", async () => {
    const right = electricity("0.5307", { correction: { version: 1, reason: "misprint" } });
    expect(await world.refused(publication("national-2023", electricity("0.5307")))).toMatchObject({
      code: "version-differs",
      stands: 1,
      named: 0,
    });
    expect(await world.refused(publication("national-2099", right))).toMatchObject({ code: "version-differs", stands: 0, named: 1 });
    expect(await world.done(publication("national-2023", right))).toMatchObject({ version: 2, reason: "misprint" });
    expect(await factorSetInForce(world.ports, { year: "2026", area: "420704" })).toMatchObject({
      value: { gridFactor: "0.5307", gridFactorVersion: 2 },
    });
    const first = await world.call({ method: "GET", path: "/carbon/factor-sets/national-2023?version=1" });
    expect(first.body).toMatchObject({ tco2PerMwh: "0.5306", inForce: false });
    const { items } = (await world.call({ method: "GET", path: "/carbon/factor-sets" })).body as { items: { factorSetId: string }[] };
    expect(items.filter(({ factorSetId }) => factorSetId === "national-2023")).toMatchObject([{ inForce: true }, { inForce: false }]);
  });

  it("of the city are not published by the bureau of a district, and a body is a set or a factor", async () => {
    const elsewhere = await givenMember(world.engine, { role: "regulator", area: "420702" });
    const theirs = { ...publication("theirs", electricity("0.4", { validFromYear: "2030", validToYear: "2030" })), as: elsewhere.subject };
    expect((await world.call(theirs)).status).toBe(404);
    for (const body of [set({ tco2PerMwh: "0.5" }), set({ factors: undefined }), set({ validToYear: "2024" })])
      expect((await world.call(publication("odd", body))).status).toBe(422);
  });

  it("have one at most in force for any year and area, whatever is published in whatever order", () => {
    const year = fc.integer({ min: 2025, max: 2028 }).map(String);
    const wanted = fc.record({
      factorSetId: fc.constantFrom("a", "b", "c", "d"),
      version: fc.integer({ min: 1, max: 9 }),
      kind: fc.constantFrom("set", "grid-factor"),
      area: fc.constantFrom("420700", "420702", "420704"),
      grid: fc.constantFrom("national", "central"),
      fromYear: year,
      toYear: fc.option(year, { nil: undefined }),
    }) as fc.Arbitrary<InForce>;
    fc.assert(
      fc.property(fc.array(wanted, { maxLength: 8 }), (published) => {
        let sets: readonly InForce[] = [];
        for (const each of published) if (!conflictOf(sets, each)) sets = afterPublishing(sets, each);
        for (const area of ["420700", "420702", "420704"])
          for (const asked of ["2025", "2026", "2027", "2028"]) {
            const found = sets.filter((each) => inForceFor([each], { kind: "set", year: asked, area }));
            expect(found.length).toBeLessThanOrEqual(1);
          }
      }),
    );
  });
});

describe("the list of key entities", () => {
  let world: CarbonWorld;
  beforeAll(async () => {
    world = await CarbonWorld.open();
  });

  it("names an enterprise in a year by two persons, says so to it, and is changed by a version with its reason", async () => {
    const entity = await world.enterprise();
    expect((await world.enter(world.listing(entity, "2026"))).status).toBe(202);
    expect(await entityOf(world.ports, { ...entity, year: "2026" })).toMatchObject({ refusal: { code: "not-a-key-entity" } });
    expect(await world.done(world.listing(entity, "2026"))).toMatchObject({ market: "hubei", creditCode: entity.creditCode, version: 1 });
    expect(await world.refused(world.listing(entity, "2026", { market: "none" }))).toMatchObject({ code: "version-differs", stands: 1 });
    const correction = { version: 1, reason: "below the threshold" };
    expect(await world.done(world.listing(entity, "2026", { market: "none", correction }))).toMatchObject({ market: "none", version: 2 });
    expect(await entityOf(world.ports, { ...entity, year: "2026" })).toMatchObject({ value: { market: "none" } });
    const told = await storedFacts(
      world.engine,
      registerFacts.keyEntityListed,
      ({ parties }) => parties.includes(entity.partyId),
      "Carbon",
    );
    expect(told.map(({ data }) => data.reason).sort()).toEqual(["below the threshold", undefined]);
  });

  it("is the bureau's of the enterprise's area, names enterprises only, and shows each only its own", async () => {
    const entity = await world.keyEntity("2026");
    const path = `/carbon/entities/${entity.partyId}/years/2026`;
    expect(await world.read(entity.subject, path)).toMatchObject({ sector: "水泥" });
    expect(await world.read(world.district, path)).toMatchObject({ partyId: entity.partyId });
    const [other, elsewhere] = [await world.enterprise(), await givenMember(world.engine, { role: "regulator", area: "420702" })];
    for (const as of [other.subject, elsewhere.subject]) expect((await world.call({ as, method: "GET", path })).status).toBe(404);
    expect((await world.call({ ...world.listing(other, "2026"), as: elsewhere.subject })).status).toBe(404);
    const bank = await givenMember(world.engine, { role: "bank" });
    expect(await world.refused(world.listing(bank, "2026"))).toMatchObject({ code: "key-entity-not-an-enterprise", partyType: "bank" });
  });
});

describe("coverage", () => {
  let world: CarbonWorld;
  beforeAll(async () => {
    world = await CarbonWorld.open();
  });

  const energyUse = (tce: string, more: object = {}): Request => {
    const body = { area: "420700", tce, source: "yearbook", documentNumber: "EZ-3", ...more };
    return { as: world.bureau, method: "PUT", path: "/carbon/coverage/2026", body };
  };
  const accepted = async (partyId: string, tce: string, tco2: string) =>
    world.commit(
      acceptedEnergyPut(world.ports, await reportingEntity(world.ports, { partyId, year: "2026" }), {
        ...{ reportId: "r", tce: decimal(tce), tco2: decimal(tco2) },
      }),
    );

  it("is the share of the area's energy that entities in a market use by their accepted reports, and takes a reopened one back", async () => {
    const cement = await world.keyEntity("2026");
    const steel = await world.keyEntity("2026", { market: "national" }, "gedian");
    const paper = await world.keyEntity("2026", { market: "none" });
    await world.keyEntity("2026");
    await accepted(cement.partyId, "30000.5", "80000");
    await accepted(steel.partyId, "40000", "100000");
    await accepted(paper.partyId, "4000", "9000");
    const path = "/carbon/coverage/2026";
    const unknown = await world.read(world.bureau, path);
    expect(unknown).toMatchObject({ coveredTce: "70000.5", goal: "0.70" });
    expect(unknown).not.toHaveProperty("share");
    await world.done(energyUse("100000.715"));
    expect(await world.read(world.bureau, path)).toMatchObject({ share: "0.6999", goalReached: false });
    await world.done(energyUse("100000.714", { correction: { version: 1, reason: "revised" } }));
    expect(await world.read(world.bureau, path)).toMatchObject({
      ...{ share: "0.7", goalReached: true, energyUse: { version: 2, reason: "revised" } },
      markets: [
        { market: "national", entities: 1, tce: "40000" },
        { market: "hubei", entities: 1, tce: "30000.5" },
        { market: "none", entities: 1, tce: "4000" },
      ],
    });
    expect(await world.read(world.district, `${path}?area=420704`)).toMatchObject({ coveredTce: "30000.5" });
    await world.commit(await acceptedEnergyReversed(world.ports, { partyId: steel.partyId, year: "2026" }));
    expect(await world.read(world.bureau, path)).toMatchObject({ coveredTce: "30000.5", share: "0.3", goalReached: false });
  });

  it("lists whom to bring in: entities in no market from the reporting threshold on, the largest first, with each market's threshold", async () => {
    const path = "/carbon/coverage/2026/candidates?area=airport";
    const entities = await Promise.all(
      ["3999.9999", "4000", "4999.99", "12000"].map(async (tce) => ({
        ...{ tce, entity: await world.keyEntity("2026", { market: "none" }, "airport") },
      })),
    );
    for (const { tce, entity } of entities) await accepted(entity.partyId, tce, "100");
    const first = await world.read(world.bureau, `${path}&limit=2`);
    expect(first.items).toMatchObject([
      {
        tce: "12000",
        thresholds: [
          { market: "national", reached: true },
          { market: "hubei", tce: "5000", reached: true },
        ],
      },
      { tce: "4999.99", thresholds: [{ reached: false }, { tco2: "13000", reached: false }] },
    ]);
    const rest = await world.read(world.bureau, `${path}&limit=2&cursor=${encodeURIComponent(String(first.nextCursor))}`);
    expect(rest.items).toMatchObject([{ tce: "4000" }]);
    const { entity } = entities[3] ?? { entity: await world.enterprise() };
    await world.done(world.listing(entity, "2026", { market: "hubei", correction: { version: 1, reason: "brought in" } }));
    expect((await world.read(world.bureau, path)).items).toMatchObject([{ tce: "4999.99" }, { tce: "4000" }]);
    const listed = await world.read(world.bureau, "/carbon/entities?year=2026&area=airport");
    expect(listed.items).toMatchObject([{ tce: "12000", market: "hubei" }, { tce: "4999.99" }, { tce: "4000" }, { tce: "3999.9999" }]);
  });
});
