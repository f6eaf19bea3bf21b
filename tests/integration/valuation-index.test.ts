import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { givenMember } from "../support/members.ts";
import { colleagueOf } from "../support/second-person.ts";
import { BaselineWorld, cod, so2 } from "./valuation-baseline-support.ts";

const area = "420700";
const index = "permits";
const weights = { [cod]: "0.4", [so2]: "0.6" };
const no2 = "permit/NOx/ezhou";

/** What a point says, without its history. */
function figures(points: readonly Record<string, unknown>[]) {
  return points.map(({ period, composite, items, carriedForward, basketPeriod }) => ({
    period,
    composite,
    items,
    carriedForward,
    basketPeriod,
  }));
}

describe("the index of prices", () => {
  let world: BaselineWorld;
  beforeEach(async () => {
    world = await BaselineWorld.open();
    await world.publish(cod, "2025-Q1", "8790");
    await world.publish(so2, "2025-Q1", "3990");
  });
  const hearAll = async () => world.hear(await world.heard());

  it("begins with a basket of two persons, and is 100 in its base period", async () => {
    const entered = await world.enter(world.basket(index, "2025-Q1", weights));
    expect(entered.status).toBe(202);
    expect(await world.list("indexes")).toEqual([]);
    const as = await colleagueOf(world.engine, world.operator);
    await world.done({ as, method: "POST", path: `${entered.headers.location}/approval` });
    await hearAll();
    expect(await world.list("indexes")).toEqual([{ indexId: index, basePeriod: "2025-Q1", basketPeriod: "2025-Q1", baskets: 1 }]);
    expect(await world.list(`indexes/${index}/baskets`)).toMatchObject([{ period: "2025-Q1", items: [{ item: cod, weight: "0.4" }, {}] }]);
    const items = [cod, so2].map((item) => ({ item, area, index: "100.00" }));
    expect(await world.points(index)).toEqual([
      {
        ...{ indexId: index, period: "2025-Q1", version: 1, composite: "100.00", items, carriedForward: [], basketPeriod: "2025-Q1" },
        ...{ changes: [], publishedAt: world.clock.now() },
      },
    ]);
  });

  it("follows published prices by shares of value: 104.11", async () => {
    await world.done(world.basket(index, "2025-Q1", weights));
    await world.publish(cod, "2025-Q2", "9000");
    await world.publish(so2, "2025-Q2", "4200");
    await hearAll();
    expect((await world.points(index)).at(-1)).toMatchObject({
      ...{ period: "2025-Q2", composite: "104.11", carriedForward: [] },
      items: [
        { item: cod, area, index: "102.39" },
        { item: so2, area, index: "105.26" },
      ],
    });
  });

  it("carries missing prices forward and marks them; a price that comes later is a revision that names it", async () => {
    await world.done(world.basket(index, "2025-Q1", weights));
    await world.publish(cod, "2025-Q3", "9000");
    await hearAll();
    expect(figures(await world.points(index))).toMatchObject([
      { period: "2025-Q1", composite: "100.00", carriedForward: [] },
      {
        period: "2025-Q2",
        composite: "100.00",
        carriedForward: [
          { item: cod, area },
          { item: so2, area },
        ],
      },
      { period: "2025-Q3", composite: "100.96", carriedForward: [{ item: so2, area }] },
    ]);
    await world.publish(so2, "2025-Q3", "4200");
    await hearAll();
    const versions = await world.list(`indexes/${index}/points/2025-Q3`);
    expect(versions).toMatchObject([
      {
        ...{ version: 2, composite: "104.11", carriedForward: [] },
        changes: [{ what: "price-published", item: so2, area, period: "2025-Q3", priceVersion: 1 }],
      },
      { version: 1, composite: "100.96", changes: [] },
    ]);
    expect(versions[0]).not.toHaveProperty("reason");
    expect((await world.points(index)).slice(0, 2)).toMatchObject([{ version: 1 }, { version: 1 }]);
  });

  it("is revised by a correction with its reason; points that it does not concern stay as they are", async () => {
    await world.done(world.basket(index, "2025-Q1", weights));
    await world.publish(cod, "2025-Q2", "8900");
    await world.publish(so2, "2025-Q2", "4200");
    await hearAll();
    await world.correct(cod, "2025-Q2", 1, "9000", { reason: "a digit was misprinted" });
    await hearAll();
    expect(await world.list(`indexes/${index}/points/2025-Q2`)).toMatchObject([
      {
        ...{ version: 2, composite: "104.11", reason: "a digit was misprinted" },
        changes: [{ what: "price-corrected", item: cod, period: "2025-Q2", priceVersion: 2 }],
      },
      { version: 1, composite: "103.66" },
    ]);
    expect((await world.points(index))[0]).toMatchObject({ version: 1, composite: "100.00" });
    const facts = (await world.indexFacts()).map(({ factId, data }) => [factId, data.composite, data.reason]);
    expect(facts).toEqual([
      ["index.permits.2025-Q1.1", "100.00", undefined],
      ["index.permits.2025-Q2.1", "103.66", undefined],
      ["index.permits.2025-Q2.2", "104.11", "a digit was misprinted"],
    ]);
  });

  it("is revised as a whole where a base price is corrected, and stays 100 in its base period; a stated base price stays", async () => {
    await world.done(world.basket(index, "2025-Q1", weights));
    await world.done(world.basket("stated", "2025-Q1", { [cod]: ["1", "9000"] }));
    await world.publish(cod, "2025-Q2", "9000");
    await world.publish(so2, "2025-Q2", "4200");
    await world.correct(cod, "2025-Q1", 1, "9000");
    await hearAll();
    expect(figures(await world.points(index))).toMatchObject([{ composite: "100.00" }, { composite: "103.16" }]);
    expect(figures(await world.points("stated"))).toMatchObject([{ composite: "100.00" }, { composite: "100.00" }]);
  });

  it("continues at the level reached where another basket is linked", async () => {
    await world.done(world.basket(index, "2025-Q1", weights));
    await world.publish(cod, "2025-Q2", "9000");
    await world.publish(so2, "2025-Q2", "4200");
    await world.publish(no2, "2025-Q3", "4400");
    await world.publish(cod, "2025-Q3", "9000");
    await world.publish(so2, "2025-Q3", "4200");
    await hearAll();
    expect(figures(await world.points(index))).toMatchObject([{}, { composite: "104.11" }, { composite: "104.11" }]);
    await world.done(world.basket(index, "2025-Q2", { [cod]: "0.35", [so2]: "0.45", [no2]: ["0.2", "4000"] }));
    await hearAll();
    const points = await world.points(index);
    // The level, 104.1135 unrounded, x (0.35 + 0.45 + 0.2 x 1.1).
    expect(points).toMatchObject([
      { version: 1, basketPeriod: "2025-Q1" },
      { version: 1, composite: "104.11", basketPeriod: "2025-Q1" },
      { version: 2, composite: "106.20", basketPeriod: "2025-Q2", changes: [{ what: "basket-linked", period: "2025-Q2" }] },
    ]);
    expect(points[2]).toMatchObject({ items: [{ index: "102.39" }, { index: "105.26" }, { item: no2, index: "110.00" }] });
    expect(await world.list("indexes")).toMatchObject([{ basketPeriod: "2025-Q2", baskets: 2 }]);
  });

  it("takes no basket at or before the last one, of another form, without prices, or with an item twice", async () => {
    await world.done(world.basket(index, "2025-Q1", weights));
    await world.publish(cod, "2025-Q3", "9000");
    await world.done(world.basket(index, "2025-Q3", { [cod]: "1" }));
    for (const period of ["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3"]) {
      const stated = { [cod]: ["1", "9000"] as const };
      expect(await world.refused(world.basket(index, period, stated))).toMatchObject({ code: "basket-not-after", basketPeriod: "2025-Q3" });
    }
    expect(await world.refused(world.basket(index, "2025-12", weights))).toMatchObject({
      code: "basket-form-differs",
      basePeriod: "2025-Q1",
    });
    expect(await world.refused(world.basket(index, "2025-Q4", weights))).toMatchObject({
      ...{ code: "base-price-missing", item: cod, area, period: "2025-Q4" },
    });
    const twice = world.basket("other", "2025-Q1", weights);
    const [first] = (twice.body as { items: object[] }).items;
    const items = [first, first];
    expect(await world.refused({ ...twice, body: { ...(twice.body as object), items } })).toMatchObject({
      ...{ code: "validation-failed", errors: [{ pointer: "/body/items/1" }] },
    });
    const district = (await givenMember(world.engine, { role: "regulator", area: "420702" })).subject;
    expect((await world.refused({ ...world.basket("other", "2025-Q1", weights), as: district })).code).toBe("price-area-of-others");
  });

  it("gets one of several baskets that are published at the same moment", async () => {
    const answers = await Promise.all(
      ["1", "2", "3"].map((weight) => world.call(world.basket(index, "2025-Q1", { ...weights, [cod]: weight }))),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
    expect(await world.list(`indexes/${index}/baskets`)).toHaveLength(1);
  });

  it("is the same whatever the order in which facts are heard, however often, and by how many at once", async () => {
    await world.done(world.basket(index, "2025-Q1", weights));
    await world.publish(cod, "2025-Q2", "8900");
    await world.publish(so2, "2025-Q3", "4200");
    await world.correct(cod, "2025-Q2", 1, "9000");
    await world.publish(cod, "2025-Q4", "9100");
    await world.done(world.basket(index, "2025-Q4", { [cod]: "0.5", [so2]: ["0.5", "4200"] }));
    await world.publish(so2, "2026-Q1", "4300");
    const facts = await world.heard();
    await world.hear(facts.toReversed());
    const reversed = await world.points(index);
    await world.hear([...facts, ...facts]);
    expect(await world.points(index)).toEqual(reversed);

    const orders = fc.shuffledSubarray([...facts], { minLength: facts.length });
    const rounds: Promise<void>[] = [];
    for (const order of fc.sample(orders, 4)) rounds.push(world.hear(order));
    await Promise.all(rounds);
    expect(await world.points(index)).toEqual(reversed);

    // In order, each heard as soon as it was stated: other versions on the way, the same figures in the end.
    const other = await BaselineWorld.open();
    const step = async (work: () => Promise<unknown>): Promise<void> => {
      await work();
      await other.hear((await other.heard()).slice(-1));
    };
    for (const [item, price] of [
      [cod, "8790"],
      [so2, "3990"],
    ] as const)
      await step(() => other.publish(item, "2025-Q1", price));
    other.tick();
    await step(() => other.done(other.basket(index, "2025-Q1", weights)));
    await step(() => other.publish(cod, "2025-Q2", "8900"));
    await step(() => other.publish(so2, "2025-Q3", "4200"));
    await step(() => other.correct(cod, "2025-Q2", 1, "9000"));
    await step(() => other.publish(cod, "2025-Q4", "9100"));
    other.tick();
    await step(() => other.done(other.basket(index, "2025-Q4", { [cod]: "0.5", [so2]: ["0.5", "4200"] })));
    await step(() => other.publish(so2, "2026-Q1", "4300"));
    expect(figures(await other.points(index))).toEqual(figures(reversed));
  });

  it("is computed beside other computations without a version too many", async () => {
    await world.done(world.basket(index, "2025-Q1", weights));
    await world.publish(cod, "2025-Q2", "9000");
    await world.publish(so2, "2025-Q2", "4200");
    const facts = await world.heard();
    await Promise.all(Array.from({ length: 6 }, () => world.hear(facts)));
    expect(await world.points(index)).toMatchObject([{ version: 1 }, { version: 1, composite: "104.11" }]);
    expect(await world.indexFacts()).toHaveLength(2);
  });
});
