import { beforeEach, describe, expect, it } from "vitest";
import { givenMember } from "../support/members.ts";
import { colleagueOf } from "../support/second-person.ts";
import { BaselineWorld, cod, so2 } from "./valuation-baseline-support.ts";

const area = "420700";
const ofCod = { item: cod, area };

describe("baseline prices", () => {
  let world: BaselineWorld;
  beforeEach(async () => {
    world = await BaselineWorld.open();
  });

  it("are published by one person and approved by another, stated once, and read by everybody", async () => {
    const bureau = (await givenMember(world.engine, { role: "regulator" })).subject;
    const entered = await world.enter({ ...world.publishing(cod, "2026-Q1", "8790.00"), as: bureau });
    expect(entered.status).toBe(202);
    expect(await world.list("baseline-prices", ofCod)).toEqual([]);
    expect(await world.published()).toEqual([]);
    const alone = await world.enter({ as: bureau, method: "POST", path: `${entered.headers.location}/approval` });
    expect(alone.status).toBeGreaterThanOrEqual(400);
    const as = await colleagueOf(world.engine, bureau);
    await world.done({ as, method: "POST", path: `${entered.headers.location}/approval` });
    const price = { ...ofCod, period: "2026-Q1", effectiveOn: "2026-01-01", version: 1, priceCny: "8790", pricedMonths: 60 };
    expect(await world.list("baseline-prices", ofCod)).toEqual([
      { priceId: "permit.COD.liangzi-lake.420700.2026-Q1", ...price, documentNumber: "EZ-2026-1", publishedAt: world.clock.now() },
    ]);
    expect(await world.published()).toMatchObject([
      {
        factId: "baseline.permit.COD.liangzi-lake.420700.2026-Q1.1",
        ...{ actor: bureau, approvedBy: as, parties: [], areas: [area], data: price },
      },
    ]);
  });

  it("are published once for an item, area and period, whatever the price, and say what is published", async () => {
    await world.publish(cod, "2026-Q1", "8790");
    const again = world.publishing(cod, "2026-Q1", "9999", { effectiveOn: "2026-02-01" });
    expect(await world.refused(again)).toMatchObject({
      ...{ code: "baseline-published", status: 409, version: 1, priceCny: "8790", ...ofCod },
      detail: expect.stringContaining("Ezhou"),
    });
    await world.publish(cod, "2026-Q1", "8800", { area: "420702" });
    await world.publish(so2, "2026-Q1", "3990");
    await world.publish("allowance/hubei", "2026", "41.5");
    expect(await world.published()).toHaveLength(4);
  });

  it("never take effect on one day with another period of the item and area, nor before their period", async () => {
    await world.publish(cod, "2026", "8790");
    expect(await world.refused(world.publishing(cod, "2026-Q1", "8800"))).toMatchObject({
      ...{ code: "effective-date-taken", effectiveOn: "2026-01-01", period: "2026" },
    });
    expect(await world.refused(world.publishing(cod, "2026-Q1", "8800", { effectiveOn: "2025-12-31" }))).toMatchObject({
      ...{ code: "effective-before-period", status: 422, earliest: "2026-01-01" },
    });
    expect(await world.publish(cod, "2026-Q1", "8800", { effectiveOn: "2026-05-15" })).toMatchObject({ effectiveOn: "2026-05-15" });
    expect(await world.refused(world.publishing(cod, "2026-02", "8800", { effectiveOn: "2026-01-31" }))).toMatchObject({
      ...{ code: "effective-before-period", earliest: "2026-02-01" },
    });
  });

  it.each([
    ["permit/COD/ezhou", "/body/item", "COD is not counted in ezhou"],
    ["permit/CO/liangzi-lake", "/body/item", "no known pollutant"],
    ["permit/COD/dongting", "/body/item", "no known pool"],
    ["permit/COD", "/body/item", "permit/pollutant/pool"],
    ["permit/COD/liangzi-lake/2026-12", "/body/item", "permit/pollutant/pool"],
    ["allowance/shenzhen", "/body/item", "no known market"],
    ["forest/pine", "/body/item", "a class of assets"],
    ["", "/body/item", "a class of assets"],
  ])("are not published for %s", async (item, pointer, detail) => {
    const problem = await world.refused(world.publishing(item, "2026-Q1", "8790"));
    expect(problem).toMatchObject({ code: "validation-failed", errors: [{ pointer, detail: expect.stringContaining(detail) }] });
    expect(await world.published()).toEqual([]);
  });

  it("are above zero with two decimals at most, for a year, a quarter or a month, in a known area", async () => {
    for (const [more, pointer] of [
      [{ priceCny: "0" }, "/body/priceCny"],
      [{ priceCny: "0.00" }, "/body/priceCny"],
      [{ priceCny: "-1" }, "/body/priceCny"],
      [{ priceCny: "8790.001" }, "/body/priceCny"],
      [{ period: "2026-Q5" }, "/body/period"],
      [{ period: "2026-13" }, "/body/period"],
      [{ period: "2026-01-01" }, "/body/period"],
      [{ area: "420100" }, "/body/area"],
      [{ effectiveOn: "2026-02-30" }, "/body/effectiveOn"],
    ] as const) {
      const problem = await world.refused(world.publishing(cod, "2026-Q1", "8790", more));
      expect(problem).toMatchObject({ code: "validation-failed", errors: [{ pointer }] });
    }
    expect(await world.published()).toEqual([]);
  });

  it("are published by the authority of their area and the exchange, and by nobody else", async () => {
    const liangzihu = (await givenMember(world.engine, { role: "regulator", area: "420702" })).subject;
    const own = await world.done({ ...world.publishing(cod, "2026-Q1", "8790", { area: "420702" }), as: liangzihu });
    expect(own).toMatchObject({ area: "420702" });
    for (const elsewhere of ["420700", "420704"]) {
      const asked = { ...world.publishing(cod, "2026-Q1", "8790", { area: elsewhere }), as: liangzihu };
      expect(await world.refused(asked)).toMatchObject({ code: "price-area-of-others", status: 403, area: "420702", wanted: elsewhere });
    }
    await world.publish(cod, "2026-Q1", "8790");
    expect(await world.refused({ ...world.correcting(cod, "2026-Q1", 1, "8800"), as: liangzihu })).toMatchObject({
      code: "price-area-of-others",
    });
    const bank = (await givenMember(world.engine, { role: "bank" })).subject;
    expect((await world.call({ ...world.publishing(cod, "2026-Q2", "8790"), as: bank })).status).toBe(403);
  });

  it("are corrected by a new version that names its reason; the earlier one and the effective date stay", async () => {
    await world.publish(cod, "2026-Q1", "8790");
    const nothing = { documentNumber: "EZ-2026-1" };
    expect((await world.refused(world.correcting(cod, "2026-Q1", 1, "8790.00", nothing))).code).toBe("baseline-unchanged");
    expect((await world.refused(world.correcting(cod, "2026-Q2", 1, "9000"))).code).toBe("not-found");
    expect(await world.refused(world.correcting(cod, "2026-Q1", 2, "9000"))).toMatchObject({ code: "baseline-changed", version: 1 });
    const effectiveOn = { effectiveOn: "2026-02-01" };
    expect(await world.refused(world.correcting(cod, "2026-Q1", 1, "9000", effectiveOn))).toMatchObject({ code: "validation-failed" });
    expect(await world.correct(cod, "2026-Q1", 1, "9000")).toMatchObject({
      ...{ version: 2, priceCny: "9000", previousPriceCny: "8790", correctionReason: "misprint", effectiveOn: "2026-01-01" },
    });
    expect((await world.refused(world.correcting(cod, "2026-Q1", 1, "9100"))).code).toBe("baseline-changed");
    expect(await world.list("baseline-prices/permit.COD.liangzi-lake.420700.2026-Q1")).toMatchObject([
      { version: 2, priceCny: "9000", correctionReason: "misprint", documentNumber: "EZ-2026-2" },
      { version: 1, priceCny: "8790", documentNumber: "EZ-2026-1" },
    ]);
    expect(await world.list("baseline-prices", ofCod)).toMatchObject([{ version: 2 }]);
    expect((await world.published()).map(({ factId, data }) => [factId.slice(-1), data.correctionReason])).toEqual([
      ["1", undefined],
      ["2", "misprint"],
    ]);
  });

  it("of one period that are published at the same moment are one, whatever their effective dates", async () => {
    const days = ["2026-01-01", "2026-01-01", "2026-01-02", "2026-01-03", "2026-02-01"];
    const answers = await Promise.all(
      days.map((effectiveOn, place) => world.call(world.publishing(cod, "2026-Q1", `879${place}`, { effectiveOn }))),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(4);
    expect(await world.published()).toHaveLength(1);
    expect(await world.list("baseline-prices", ofCod)).toHaveLength(1);
  });

  it("of two periods that are published at the same moment never take effect on one day", async () => {
    const periods = ["2026", "2026-Q1", "2026-01"];
    const answers = await Promise.all(
      periods.map((period) => world.call(world.publishing(cod, period, "8790", { effectiveOn: "2026-01-01" }))),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await world.list("baseline-prices", ofCod)).toHaveLength(1);
    expect(await world.published()).toHaveLength(1);
  });

  it("that are corrected at the same moment become one version", async () => {
    await world.publish(cod, "2026-Q1", "8790");
    const answers = await Promise.all(["9000", "9001", "9002"].map((price) => world.call(world.correcting(cod, "2026-Q1", 1, price))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await world.published()).toHaveLength(2);
  });

  it("are listed by area, the newest effective date first, page by page", async () => {
    for (const period of ["2026-Q3", "2026-Q1", "2026-Q2"]) await world.publish(cod, period, "8790");
    await world.publish(cod, "2026-Q4", "8790", { area: "420702" });
    const first = await world.read("baseline-prices", { ...ofCod, limit: "2" });
    expect((first.items as { period: string }[]).map(({ period }) => period)).toEqual(["2026-Q3", "2026-Q2"]);
    const cursor = String(first.nextCursor);
    expect(await world.list("baseline-prices", { ...ofCod, limit: "2", cursor })).toMatchObject([{ period: "2026-Q1" }]);
    expect(await world.list("baseline-prices", { item: cod, area: "420702" })).toMatchObject([{ period: "2026-Q4" }]);
  });

  it("count from their effective date, also when they are published ahead, and until the next one", async () => {
    const inForce = (day: string) => world.read("baseline-prices/in-force", { ...ofCod, day });
    const before = { method: "GET", path: `/valuation/baseline-prices/in-force?item=${cod}&area=${area}&day=2025-12-31` } as const;
    await world.publish(cod, "2026-Q2", "9000");
    await world.publish(cod, "2026-Q1", "8790");
    expect(await world.refused(before)).toMatchObject({ code: "no-baseline-in-force", status: 404 });
    expect(await inForce("2026-03-31")).toMatchObject({ period: "2026-Q1", priceCny: "8790" });
    expect(await inForce("2026-04-01")).toMatchObject({ period: "2026-Q2", priceCny: "9000" });
    expect(await inForce("2030-01-01")).toMatchObject({ period: "2026-Q2" });
    await world.correct(cod, "2026-Q1", 1, "8800");
    expect(await inForce("2026-03-31")).toMatchObject({ version: 2, priceCny: "8800" });
    expect(await inForce("2026-04-01")).toMatchObject({ priceCny: "9000" });
  });

  it("of the smallest area around a place count, even where a wider one is newer", async () => {
    await world.publish(cod, "2026-Q1", "8790");
    await world.publish(cod, "2026-Q1", "8500", { area: "420702" });
    await world.publish(cod, "2026-Q2", "9000");
    const inForce = async (place: string, day: string) =>
      (await world.read("baseline-prices/in-force", { item: cod, area: place, day })).priceCny;
    expect(await inForce("420702", "2026-05-01")).toBe("8500");
    expect(await inForce("420704", "2026-05-01")).toBe("9000");
    expect(await inForce("gedian", "2026-02-01")).toBe("8790");
    expect(await inForce("420700", "2026-02-01")).toBe("8790");
  });

  it("name the price that they take the place of: the one in effect before them, of the area around where there is none of their own", async () => {
    expect(await world.publish(cod, "2026-Q1", "8790")).not.toHaveProperty("previousPriceCny");
    expect(await world.publish(cod, "2026-Q2", "9000")).toMatchObject({ previousPriceCny: "8790" });
    expect(await world.publish(cod, "2026-Q2", "8500", { area: "420702" })).toMatchObject({ previousPriceCny: "8790" });
    expect(await world.publish("allowance/national", "2026-01", "62.36")).not.toHaveProperty("pricedMonths");
  });
});
