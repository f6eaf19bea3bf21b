import { beforeEach, describe, expect, it } from "vitest";
import { givenMember } from "../support/members.ts";
import { colleagueOf } from "../support/second-person.ts";
import { PriceWorld } from "./valuation-support.ts";

describe("published prices of markets", () => {
  let world: PriceWorld;
  beforeEach(async () => {
    world = await PriceWorld.open();
  });

  it("are booked by one person and approved by another of the bureau or the exchange, and stated once", async () => {
    const bureau = (await givenMember(world.engine, { role: "regulator" })).subject;
    const entered = await world.enter({ ...world.booking("2026-02-27", { priceCny: "62.360" }), as: bureau });
    expect(entered.status).toBe(202);
    expect((await world.read("national")).items).toEqual([]);
    expect(await world.published()).toEqual([]);
    const as = await colleagueOf(world.engine, bureau);
    await world.done({ as, method: "POST", path: `${entered.headers.location}/approval` });
    const price = { market: "national", date: "2026-02-27", source: "exchange", volumeTonnes: "100", priceCny: "62.36", version: 1 };
    expect((await world.read("national")).items).toMatchObject([{ date: "2026-02-27", prices: [price] }]);
    expect(await world.published()).toMatchObject([
      { factId: "price.national.2026-02-27.exchange.1", actor: bureau, approvedBy: as, data: { ...price, documentNumber: "CNEEEX daily" } },
    ]);
  });

  it("are booked once for a market, day and source; another is refused and changes nothing", async () => {
    await world.done(world.booking("2026-02-27"));
    expect(await world.refused(world.booking("2026-02-27", { priceCny: "99" }))).toMatchObject({
      ...{ code: "price-booked", status: 409, version: 1, priceCny: "60", volumeTonnes: "100" },
      detail: expect.stringContaining("published by the market's own exchange"),
    });
    await world.done(world.booking("2026-02-27", { source: "agency", priceCny: "60.5" }));
    await world.done(world.booking("2026-02-27", { market: "hubei", priceCny: "41" }));
    expect((await world.published()).map(({ factId }) => factId)).toEqual([
      "price.hubei.2026-02-27.exchange.1",
      "price.national.2026-02-27.agency.1",
      "price.national.2026-02-27.exchange.1",
    ]);
  });

  it("are refused for a day to come, an unknown market, and at nothing or less; a volume may be nothing", async () => {
    expect(await world.refused(world.booking("2026-03-03"))).toMatchObject({
      code: "price-in-future",
      date: "2026-03-03",
      today: "2026-03-02",
    });
    for (const [more, pointer] of [
      [{ priceCny: "0" }, "/body/priceCny"],
      [{ priceCny: "-1" }, "/body/priceCny"],
      [{ market: "shenzhen" }, "/body/market"],
      [{ source: "hearsay" }, "/body/source"],
    ] as const) {
      expect(await world.refused(world.booking("2026-02-27", more))).toMatchObject({ code: "validation-failed", errors: [{ pointer }] });
    }
    expect(await world.published()).toEqual([]);
    expect(await world.done(world.booking("2026-03-02", { volumeTonnes: "0" }))).toMatchObject({ volumeTonnes: "0" });
  });

  it("are corrected by a new version that names its reason; the earlier one stays", async () => {
    await world.done(world.booking("2026-02-27"));
    const unchanged = { priceCny: "60.00", documentNumber: "CNEEEX daily" };
    expect((await world.refused(world.correction("2026-02-27", 1, unchanged))).code).toBe("price-unchanged");
    expect((await world.refused(world.correction("2026-02-26", 1))).code).toBe("price-unknown");
    expect(await world.refused(world.correction("2026-02-27", 2))).toMatchObject({ code: "price-changed", corrects: 2, version: 1 });
    expect(await world.published()).toHaveLength(1);
    expect(await world.done(world.correction("2026-02-27", 1))).toMatchObject({ version: 2, priceCny: "61", correctionReason: "misprint" });
    expect((await world.refused(world.correction("2026-02-27", 1, { priceCny: "62" }))).code).toBe("price-changed");
    expect((await world.read("national/days/2026-02-27")).items).toMatchObject([
      { version: 2, priceCny: "61", correctionReason: "misprint" },
      { version: 1, priceCny: "60" },
    ]);
    expect((await world.published()).map(({ data }) => [data.version, data.correctionReason])).toEqual([
      [1, undefined],
      [2, "misprint"],
    ]);
  });

  it("of one day that are corrected at once become one version", async () => {
    await world.done(world.booking("2026-02-27"));
    const prices = ["61", "62", "63", "64"];
    const answers = await Promise.all(prices.map((priceCny) => world.call(world.correction("2026-02-27", 1, { priceCny }))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await world.published()).toHaveLength(2);
  });

  it("are listed by day in a range, page by page, the exchange's own first whenever it was booked", async () => {
    await world.done(world.booking("2026-02-25", { source: "agency", priceCny: "59" }));
    for (const date of ["2026-02-25", "2026-02-26", "2026-02-27"]) await world.done(world.booking(date));
    const days = ({ items }: Record<string, unknown>) => (items as { date: string }[]).map(({ date }) => date);
    const first = await world.read("national?limit=2");
    expect(days(first)).toEqual(["2026-02-27", "2026-02-26"]);
    const second = await world.read(`national?limit=2&cursor=${encodeURIComponent(String(first.nextCursor))}`);
    expect(second.items).toMatchObject([{ date: "2026-02-25", prices: [{ source: "exchange" }, { source: "agency" }] }]);
    expect(days(await world.read("national?from=2026-02-26&until=2026-02-26"))).toEqual(["2026-02-26"]);
    const reversed = { method: "GET", path: "/valuation/prices/national?from=2026-02-27&until=2026-02-26" } as const;
    expect((await world.refused(reversed)).code).toBe("days-reversed");
  });

  it("are averaged by volume over a calendar month and over the month before a date, from the prices that count", async () => {
    const nothing = { averageCny: null, volumeTonnes: "0", days: 0 };
    expect(await world.read("national/averages/2026-02")).toEqual({
      ...{ market: "national", from: "2026-02-01", until: "2026-02-28", ...nothing },
    });
    await world.done(world.booking("2026-01-31", { priceCny: "100", volumeTonnes: "3" }));
    await world.done(world.booking("2026-02-26", { priceCny: "60", volumeTonnes: "1" }));
    await world.done(world.booking("2026-02-26", { priceCny: "1", volumeTonnes: "1000", source: "authority" }));
    await world.done(world.booking("2026-02-27", { priceCny: "60.01", volumeTonnes: "1" }));
    await world.done(world.booking("2026-02-28", { priceCny: "999", volumeTonnes: "0" }));
    expect(await world.read("national/averages/2026-02")).toMatchObject({ averageCny: "60.01", volumeTonnes: "2", days: 2 });
    const before = await world.read("national/averages-before/2026-02-28");
    expect(before).toMatchObject({ from: "2026-01-28", until: "2026-02-27", averageCny: "84.00", volumeTonnes: "5", days: 3 });
    await world.done(world.correction("2026-02-27", 1, { priceCny: "70", volumeTonnes: "1" }));
    expect(await world.read("national/averages/2026-02")).toMatchObject({ averageCny: "65.00" });
  });
});
