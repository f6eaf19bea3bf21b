import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reservePriceBy } from "../../functions/records/statistics/reserve-price.ts";
import rules from "../../functions/records/statistics/reserve-price-rules.json" with { type: "json" };
import { Decimal, decimal, dividedHalfUp, plain, sum } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { TradeRecord } from "../../shared/records/trade-record.ts";
import { unitsOf } from "../support/counted-units.ts";
import { runs } from "../support/effort.ts";
import { sharedEngine } from "../support/engine.ts";
import type { Answer, Request } from "../support/front-door.ts";
import { givenMember } from "../support/members.ts";
import { reversalOf, type SealedWorld, sealedWorld, tradeRecordOf } from "../support/sealed-records.ts";

const so2 = "permit/SO2/ezhou/2027-01/2031-12";
const market = `instrument=${encodeURIComponent(so2)}`;

interface Side {
  readonly parties: number;
  readonly largestShare: string;
  readonly hhi: number;
}
interface Figures {
  readonly kind: string;
  readonly series: string;
  readonly trades: number;
  readonly quantity: string;
  readonly turnover: string;
  readonly averagePrice: string | null;
  readonly high?: string;
  readonly low?: string;
  readonly first?: string;
  readonly last?: string;
  readonly buyers?: Side;
  readonly sellers?: Side;
}
interface Statistics {
  readonly markets: readonly Figures[];
  readonly provisional: boolean;
  readonly complete: { readonly block: number; readonly before?: string };
}
interface Totals {
  readonly trades: number;
  readonly turnover: string;
  readonly series: readonly Figures[];
  readonly others: readonly { readonly kind: string; readonly records: number; readonly amount: string }[];
  readonly firstDay?: string;
  readonly lastDay?: string;
}

const read = (world: SealedWorld, path: string, as?: string): Promise<Answer> =>
  world.call({ method: "GET", path: `/records/${path}`, ...(as !== undefined && { as }) });
async function statistics(world: SealedWorld, period: string, query = market): Promise<Statistics> {
  const { status, body } = await read(world, `statistics/${period}/market?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as Statistics;
}
async function totals(world: SealedWorld, as: string, query = ""): Promise<Totals> {
  const { status, body } = await read(world, `trades/totals?${query}`, as);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as Totals;
}
/** Seals blocks of these records and counts them. */
async function counted(world: SealedWorld, ...blocks: readonly (readonly TradeRecord[])[]): Promise<void> {
  let last = 0;
  for (const block of blocks) last = await world.seal(...block);
  await world.count(last);
}
const hint = (answer: Answer) => ({ status: answer.status, code: (answer.body as { type: string }).type.split("/").at(-1) });

describe("market statistics", () => {
  it("tell volume, turnover, prices and concentration of a day, a month and a year: 60 and 40 per cent are 5,200", async () => {
    const world = await sealedWorld();
    const six = tradeRecordOf({ quantity: "6", price: "4300", buyer: "Mill" });
    const four = tradeRecordOf({ quantity: "4", price: "4200", buyer: "Steel" });
    await counted(world, [six, four]);
    for (const period of ["2026-06-02", "2026-06", "2026"]) {
      for (const query of [market, "pollutant=SO2", `${market}&area=420704`]) {
        expect(await statistics(world, period, query)).toMatchObject({
          markets: [
            {
              ...{ kind: "award", series: "auction", trades: 2, quantity: "10", turnover: "213000.00", averagePrice: "4260.00" },
              ...{ high: "4300", low: "4200", first: "4300", last: "4200" },
              buyers: { parties: 2, largestShare: "60.00", hhi: 5200 },
              sellers: { parties: 1, largestShare: "100.00", hhi: 10000 },
            },
          ],
        });
      }
    }
    expect((await statistics(world, "2026-05")).markets).toEqual([]);
    expect((await statistics(world, "2026-06", `${market}&area=420702`)).markets).toEqual([]);
  });

  it("name no party to the public, and the largest one to authorities of the area", async () => {
    const world = await sealedWorld();
    await counted(world, [tradeRecordOf({ quantity: "6", buyer: "Mill" }), tradeRecordOf({ quantity: "4", buyer: "Steel" })]);
    const shown = await Promise.all([read(world, `statistics/2026-06/market?${market}`), read(world, "statistics/2026-06")]);
    for (const { body } of shown) expect(JSON.stringify(body)).not.toMatch(/Mill|Steel|Bureau|code-/);
    const regulator = await givenMember(world.engine, { role: "regulator", area: "420704" });
    const path = `statistics/2026-06/concentration?${market}`;
    expect((await read(world, path, regulator.subject)).body).toMatchObject({
      area: "420704",
      markets: [{ buyers: { largest: { name: "Mill", creditCode: "code-Mill" }, largestShare: "60.00", hhi: 5200 } }],
    });
    expect(hint(await read(world, `${path}&area=420700`, regulator.subject))).toEqual({ status: 404, code: "not-found" });
    const enterprise = await givenMember(world.engine, { role: "enterprise" });
    expect((await read(world, path, enterprise.subject)).status).toBe(403);
    expect((await read(world, path)).status).toBe(401);
  });

  it("withhold from the public what would tell quantity or price of a trade whose terms keep them from it, in an area, a day and a list", async () => {
    const world = await sealedWorld();
    const secret = (buyer: string, area: string, given: Partial<TradeRecord> = {}) =>
      tradeRecordOf({ buyer, areas: ["420700", area], published: ["winner-name"], ...given });
    const earlier = { occurredAt: "2026-06-01T03:00:00.000Z" };
    await counted(world, [secret("Mill", "420702", earlier)], [secret("Steel", "420704"), secret("Foundry", "420703")]);
    const alone = { kind: "award", series: "auction", trades: 1, withheld: true };
    for (const area of ["420702", "420703", "420704"])
      expect((await statistics(world, "2026-06", `${market}&area=${area}`)).markets).toEqual([alone]);
    expect((await statistics(world, "2026-06-01")).markets).toEqual([alone]);
    const listed = (await read(world, "statistics/2026-06?area=420704")).body as { items: Statistics[] };
    expect(listed.items.map(({ markets }) => markets)).toEqual([[alone]]);
    // Three buyers together tell none of them.
    expect((await statistics(world, "2026-06")).markets).toMatchObject([{ trades: 3, quantity: "12", averagePrice: "4300.00" }]);
    await world.signHead("2026-06-30");
    const report = await read(world, "reports/2026-06");
    expect(report.status).toBe(200);
    const { areas, prices } = report.body as {
      areas: { area: string; turnover?: string; pollutants: { markets: unknown[] }[] }[];
      prices: unknown[];
    };
    const district = areas.find(({ area }) => area === "420704");
    expect(district?.pollutants.map(({ markets }) => markets)).toEqual([[alone]]);
    expect(district).not.toHaveProperty("turnover");
    expect(prices).toMatchObject([{ points: [] }]);
    expect((await read(world, "reports/2026-06/page")).status).toBe(200);
    // Authorities sum what is theirs to read.
    const regulator = await givenMember(world.engine, { role: "regulator", area: "420704" });
    expect(await totals(world, regulator.subject)).toMatchObject({ trades: 1, turnover: "86000.00" });
  });

  it("count a trade at midnight in Shanghai in the day that begins, and the millisecond before in the day that ends", async () => {
    const world = await sealedWorld();
    await counted(
      world,
      [tradeRecordOf({ occurredAt: "2026-05-31T15:59:59.999Z", quantity: "1" })],
      [tradeRecordOf({ occurredAt: "2026-05-31T16:00:00.000Z", quantity: "2" })],
    );
    const quantities = await Promise.all(
      ["2026-05-31", "2026-06-01", "2026-05", "2026-06", "2026"].map(
        async (period) => (await statistics(world, period)).markets[0]?.quantity,
      ),
    );
    expect(quantities).toEqual(["1", "2", "1", "2", "3"]);
  });

  it("never count a forfeited deposit as turnover, and keep agreements and trades between associates apart", async () => {
    const world = await sealedWorld();
    const { series: _none, ...forfeited } = tradeRecordOf({ kind: "forfeiture", amount: "999999" });
    const agreed = tradeRecordOf({ kind: "transfer", series: "agreement", price: "100", quantity: "1" });
    const related = tradeRecordOf({ kind: "transfer", series: "associates", price: "1", quantity: "1" });
    await counted(world, [tradeRecordOf(), forfeited, agreed, related]);
    const { markets } = await statistics(world, "2026-06");
    expect(markets.map(({ series, turnover }) => [series, turnover])).toEqual([
      ["auction", "86000.00"],
      ["agreement", "500.00"],
      ["associates", "5.00"],
    ]);
    const operator = await givenMember(world.engine, { role: "operator" });
    expect(await totals(world, operator.subject)).toMatchObject({
      ...{ trades: 3, turnover: "86505.00", firstDay: "2026-06-02", lastDay: "2026-06-02" },
      others: [{ kind: "forfeiture", records: 1, amount: "999999.00" }],
    });
    expect(await totals(world, operator.subject, "kind=forfeiture")).toMatchObject({ trades: 0, turnover: "0.00", series: [] });
  });

  it("take a reversed trade away with its price, whether the reversal is of the same day, comes in a later block, or late before its trade", async () => {
    const world = await sealedWorld();
    const mistaken = tradeRecordOf({ price: "9999", quantity: "1", buyer: "Typo", occurredAt: "2026-06-03T01:00:00.000Z" });
    const corrected = tradeRecordOf({ price: "4100", quantity: "1", buyer: "Mill", occurredAt: "2026-06-03T01:00:00.001Z" });
    const reversal = reversalOf(mistaken, "2026-06-04T01:00:00.000Z");
    await counted(world, [mistaken]);
    expect((await statistics(world, "2026-06")).markets).toMatchObject([{ high: "9999", averagePrice: "9999.00", trades: 1 }]);
    await counted(world, [reversal], [corrected]);
    const { markets } = await statistics(world, "2026-06");
    expect(markets).toMatchObject([
      { trades: 1, quantity: "1", turnover: "20500.00", averagePrice: "4100.00", high: "4100", low: "4100", first: "4100", last: "4100" },
    ]);
    expect(markets[0]?.buyers).toEqual({ parties: 1, largestShare: "100.00", hhi: 10000 });
    // The day of the reversal has nothing of its own left: no price, no share.
    expect((await statistics(world, "2026-06-04")).markets).toMatchObject([{ trades: -1, quantity: "-1", averagePrice: null }]);
    expect((await statistics(world, "2026-06-04")).markets[0]).not.toHaveProperty("buyers");
    const other = await sealedWorld();
    await counted(other, [reversal], [mistaken], [corrected]);
    expect((await statistics(other, "2026-06")).markets).toEqual(markets);
  });

  it("round a weighted price once, half up", async () => {
    const prices: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
      [
        "60.01",
        [
          ["60", "1"],
          ["60.01", "1"],
        ],
      ],
      [
        "60.00",
        [
          ["60", "2"],
          ["60.01", "1"],
        ],
      ],
      ["0.01", [["0.005", "1"]]],
      ["0.00", [["0.004999", "1"]]],
      [
        "33.33",
        [
          ["100", "1"],
          ["0", "2"],
        ],
      ],
    ];
    for (const [expected, trades] of prices) {
      const world = await sealedWorld();
      await counted(
        world,
        trades.map(([price, quantity]) => tradeRecordOf({ price, quantity, years: 1 })),
      );
      expect((await statistics(world, "2026-06")).markets[0]?.averagePrice).toBe(expected);
    }
  });

  it("divide by quantity times years, and by quantity where a price is for the whole", async () => {
    const world = await sealedWorld();
    const { years: _none, ...whole } = tradeRecordOf({ quantity: "2", amount: "600" });
    await counted(world, [tradeRecordOf({ quantity: "1", years: 5, amount: "1000" }), whole]);
    expect((await statistics(world, "2026-06")).markets[0]?.averagePrice).toBe("228.57");
  });

  it("take high and low from price lines", async () => {
    const world = await sealedWorld();
    const line = (price: string) => ({ price, quantity: "1", amount: price });
    await counted(world, [tradeRecordOf({ quantity: "2", price: "4250", lines: [line("4400"), line("4100")] })]);
    expect((await statistics(world, "2026-06")).markets).toMatchObject([{ high: "4400", low: "4100", first: "4250", last: "4250" }]);
  });

  it("list every instrument of a period page by page, and refuse what is unknown, unnamed or to come", async () => {
    const world = await sealedWorld();
    const instruments = ["permit/COD/liangzi-lake/2027-01/2031-12", "permit/NOx/ezhou/2027-01/2031-12", so2];
    await counted(
      world,
      instruments.map((instrument) => tradeRecordOf({ instrument, pollutant: instrument.split("/")[1] ?? "" })),
    );
    const first = (await read(world, "statistics/2026?limit=2")).body as { items: { instrument: string }[]; nextCursor: string };
    const second = (await read(world, `statistics/2026?limit=2&cursor=${first.nextCursor}`)).body as typeof first;
    expect([...first.items, ...second.items].map(({ instrument }) => instrument)).toEqual(instruments);
    expect(hint(await read(world, `statistics/2027?limit=2&cursor=${first.nextCursor}`))).toEqual({ status: 409, code: "instant-to-come" });
    expect(hint(await read(world, `statistics/2025?limit=2&cursor=${first.nextCursor}`)).status).toBe(422);
    expect(hint(await read(world, "statistics/2026/market"))).toEqual({ status: 422, code: "market-not-named" });
    expect(hint(await read(world, `statistics/2026/market?${market}&pollutant=SO2`))).toEqual({ status: 422, code: "market-not-named" });
    const unknown = encodeURIComponent("permit/SO2/ezhou/2099-01/2099-12");
    expect(hint(await read(world, `statistics/2026/market?instrument=${unknown}`))).toEqual({ status: 422, code: "instrument-unknown" });
    expect(hint(await read(world, "statistics/2026-07-02/market?pollutant=SO2"))).toEqual({ status: 409, code: "instant-to-come" });
    expect((await read(world, "statistics/2026-02-30/market?pollutant=SO2")).status).toBe(422);
  });

  it("are provisional until a signed head says that the period is sealed, and say the last block and instant that are counted", async () => {
    const world = await sealedWorld();
    expect(await statistics(world, "2026-06", "pollutant=SO2")).toMatchObject({ provisional: true, complete: { block: 0 } });
    await counted(world, [tradeRecordOf()]);
    expect(await statistics(world, "2026-06")).toMatchObject({
      ...{ provisional: true, complete: { block: 1, before: "2026-06-02T03:00:00.000Z" } },
    });
    await world.signHead("2026-06-30");
    expect(await statistics(world, "2026-06")).toMatchObject({
      provisional: false,
      complete: { block: 1, before: "2026-06-30T16:00:00.000Z" },
    });
    expect(await statistics(world, "2026")).toMatchObject({ provisional: true });
    // A later block that is not counted yet does not make a sealed period provisional again, nor is more said to be counted than is.
    await world.seal(tradeRecordOf({ occurredAt: "2026-06-05T00:00:00.000Z" }));
    expect(await statistics(world, "2026-06")).toMatchObject({
      provisional: false,
      complete: { block: 1, before: "2026-06-02T03:00:00.000Z" },
    });
  });
});

describe("the reserve price of a sale", () => {
  const reserve = async (world: SealedWorld, month: string, query = "pollutant=SO2") => {
    const { subject } = await givenMember(world.engine, { role: "operator" });
    const { status, body } = await read(world, `statistics/${month}/reserve-price?${query}`, subject);
    expect(status, JSON.stringify(body)).toBe(200);
    return body as { readonly references: readonly Record<string, unknown>[] };
  };

  it("is the volume-weighted price of the three months before it, of auctions alone, by day of Shanghai", async () => {
    const world = await sealedWorld();
    const trade = (occurredAt: string, price: string, quantity: string) => tradeRecordOf({ occurredAt, price, quantity });
    const related = tradeRecordOf({
      ...{ kind: "transfer", series: "associates", price: "1", quantity: "50" },
      occurredAt: "2026-04-02T01:00:00.000Z",
    });
    await counted(world, [
      // The last millisecond before the three months of a sale in June, and their first.
      ...[trade("2026-02-28T15:59:59.999Z", "9000", "10"), trade("2026-02-28T16:00:00.000Z", "4000", "1")],
      ...[related, trade("2026-05-02T01:00:00.000Z", "4300", "2"), trade("2026-05-31T16:00:00.000Z", "8000", "10")],
    ]);
    const { references } = await reserve(world, "2026-06");
    expect(references).toMatchObject([
      {
        ...{ ruleId: "average-of-three-months", firstMonth: "2026-03", lastMonth: "2026-05", series: ["auction"], times: "1" },
        ...{ trades: 2, quantity: "3", turnover: "63000.00", averagePrice: "4200.00", reservePrice: "4200.00" },
        months: [
          { month: "2026-03", averagePrice: "4000.00", trades: 1 },
          { month: "2026-04", averagePrice: null, trades: 0 },
          { month: "2026-05", averagePrice: "4300.00", trades: 1 },
        ],
      },
    ]);
    const { averagePrice } = (await statistics(world, "2026-05", "pollutant=SO2")).markets[0] ?? {};
    expect(averagePrice).toBe("4300.00");
    expect((await reserve(world, "2026-02")).references).toMatchObject([{ trades: 0, averagePrice: null, reservePrice: null }]);
  });

  it("is half up to the fen, and null where nothing was sold", () => {
    const rule = { ...required(rules[0], "rule"), times: "1.2" };
    const cell = { kind: "award", series: "auction", records: 1, unpublished: 0, quantity: "3", tonneYears: "3" };
    expect(reservePriceBy(rule, [{ cells: [{ ...cell, amount: "10.01" }] }])).toMatchObject({ averagePrice: "3.34", reservePrice: "4.01" });
    expect(reservePriceBy(rule, [])).toMatchObject({ trades: 0, averagePrice: null, reservePrice: null });
  });

  it("is asked for by one market, and not for a month to come", async () => {
    const world = await sealedWorld();
    const { subject } = await givenMember(world.engine, { role: "operator" });
    expect(hint(await read(world, "statistics/2026-06/reserve-price", subject))).toEqual({ status: 422, code: "market-not-named" });
    expect(hint(await read(world, "statistics/2199-06/reserve-price?pollutant=SO2", subject)).status).toBeGreaterThan(400);
    // What terms keep from the public, an average of few trades would tell.
    expect(await read(world, "statistics/2026-06/reserve-price?pollutant=SO2")).toMatchObject({ status: 401 });
    const far = await givenMember(world.engine, { role: "regulator", area: "420702" });
    expect(await read(world, "statistics/2026-06/reserve-price?pollutant=SO2&area=420703", far.subject)).toMatchObject({ status: 404 });
  });
});

describe("totals", () => {
  it("are sums of whole days over any range, of one instrument, pollutant and kind", async () => {
    const world = await sealedWorld();
    const days = ["2025-11-20", "2025-12-31", "2026-01-01", "2026-02-15", "2026-05-31", "2026-06-01"];
    for (const day of days) await world.seal(tradeRecordOf({ occurredAt: `${day}T02:00:00.000Z`, quantity: "1" }));
    await world.count(days.length);
    const { subject } = await givenMember(world.engine, { role: "operator" });
    const between = async (from: string, before: string): Promise<number> =>
      (await totals(world, subject, `from=${from}T16:00:00.000Z&before=${before}T16:00:00.000Z&kind=award&${market}`)).trades;
    expect(await between("2025-11-19", "2026-06-01")).toBe(6);
    expect(await between("2025-11-20", "2026-05-31")).toBe(4);
    expect(await between("2025-12-31", "2026-01-31")).toBe(1);
    expect(await between("2026-01-01", "2026-02-14")).toBe(0);
    expect((await totals(world, subject, "pollutant=SO2")).trades).toBe(6);
    expect((await totals(world, subject, "pollutant=COD")).trades).toBe(0);
  });

  it("stay in the area of a regulator", async () => {
    const world = await sealedWorld();
    await counted(world, [tradeRecordOf({ areas: ["420700", "420704"] }), tradeRecordOf({ areas: ["420700", "420702"] })]);
    const [city, echeng] = await Promise.all(["420700", "420704"].map((area) => givenMember(world.engine, { role: "regulator", area })));
    expect((await totals(world, city?.subject ?? "")).trades).toBe(2);
    expect(await totals(world, echeng?.subject ?? "")).toMatchObject({ area: "420704", trades: 1 });
    expect(hint(await read(world, "trades/totals?area=420702", echeng?.subject)).code).toBe("not-found");
  });

  it("are refused with what is supported and the offer of the export where a selection is no union of aggregates", async () => {
    const world = await sealedWorld();
    await counted(world, [tradeRecordOf()]);
    const operator = await givenMember(world.engine, { role: "operator" });
    const enterprise = await givenMember(world.engine, { role: "enterprise" });
    const refused = async (query: string, as = operator.subject) => {
      const answer = await read(world, `trades/totals?${query}`, as);
      expect(hint(answer)).toEqual({ status: 422, code: "totals-not-kept" });
      return answer.body as { asked: string[]; exportAt: string; detail: string };
    };
    expect(await refused("auctionId=a-1")).toMatchObject({ asked: ["auction"], exportAt: "/records/exports" });
    expect((await refused(`partyId=${enterprise.partyId}`)).asked).toEqual(["party"]);
    expect((await refused("", enterprise.subject)).asked).toEqual(["party"]);
    expect((await refused("from=2026-06-02T03:00:00Z")).asked).toEqual(["part-of-a-day"]);
    expect((await refused("leastPrice=100")).asked).toEqual(["price"]);
    const inverted = "from=2026-06-02T16:00:00Z&before=2026-06-01T16:00:00Z";
    expect(hint(await read(world, `trades/totals?${inverted}`, operator.subject)).code).toBe("range-inverted");
    expect(hint(await read(world, "trades/totals?from=2030-01-01T16:00:00Z", operator.subject)).code).toBe("instant-to-come");
    expect(hint(await read(world, "trades/totals?instrument=permit/SO2/ezhou/2099-01/2099-12", operator.subject)).code).toBe(
      "instrument-unknown",
    );
  });

  it("and statistics cost the same units for few trades and for many", async () => {
    const [few, many] = [await sealedWorld(), await sealedWorld()];
    const trade = () => tradeRecordOf({ quantity: "1", price: "4300" });
    await counted(few, [trade(), trade()]);
    await counted(many, ...Array.from({ length: 6 }, () => Array.from({ length: 90 }, trade)));
    const { subject } = await givenMember(few.engine, { role: "operator" });
    const get = (path: string, as?: string): Request => ({ method: "GET", path: `/records/${path}`, ...(as !== undefined && { as }) });
    const requests = [
      get("trades/totals?pollutant=SO2", subject),
      get("trades/totals?from=2026-01-14T16:00:00Z&before=2026-06-29T16:00:00Z", subject),
      get(`statistics/2026/market?${market}`),
      get("statistics/2026-06"),
      get("reports/2026/preview", subject),
    ];
    const ofFew = await unitsOf(few, requests);
    for (const units of ofFew) expect(units).toBeGreaterThan(0);
    expect(await unitsOf(many, requests)).toEqual(ofFew);
  });
});

/** What a plain computation over all records says of one market. */
function plainly(records: readonly TradeRecord[]) {
  const gone = new Set(records.flatMap(({ reverses }) => reverses ?? []));
  const [of, years] = [(member: "quantity" | "amount") => sum(records.map((record) => decimal(record[member] ?? "0"))), records];
  const tonneYears = sum(years.map(({ quantity = "0", years: times = 1 }) => decimal(quantity).times(times)));
  const standing = records.filter(({ recordId, reverses }) => reverses === undefined && !gone.has(recordId));
  const inOrder = standing.toSorted((one, other) =>
    `${one.occurredAt}#${one.recordId}` < `${other.occurredAt}#${other.recordId}` ? -1 : 1,
  );
  const prices = standing.map(({ price = "0" }) => decimal(price));
  const volumes = new Map<string, Decimal>();
  for (const { parties, quantity = "0" } of records) {
    const buyer = parties.find(({ role }) => role === "buyer")?.name ?? "";
    volumes.set(buyer, (volumes.get(buyer) ?? new Decimal(0)).plus(decimal(quantity)));
  }
  const shares = [...volumes.values()].filter((each) => each.gt(0));
  const total = sum(shares);
  const squares = sum(shares.map((each) => each.times(each))).times(10_000);
  return {
    trades: records.reduce((count, { reverses }) => count + (reverses === undefined ? 1 : -1), 0),
    quantity: plain(of("quantity")),
    turnover: of("amount").toFixed(2),
    averagePrice: tonneYears.gt(0) ? dividedHalfUp(of("amount"), tonneYears, 2).toFixed(2) : null,
    ...(prices.length > 0 && { high: plain(Decimal.max(...prices)), low: plain(Decimal.min(...prices)) }),
    ...(inOrder.length > 0 && { first: inOrder[0]?.price, last: inOrder.at(-1)?.price }),
    ...(shares.length > 0 && { hhi: dividedHalfUp(squares, total.times(total), 0).toNumber() }),
  };
}

describe("aggregates", () => {
  const given = fc.record({
    day: fc.constantFrom("2026-05-31", "2026-06-01", "2026-06-02"),
    second: fc.integer({ min: 0, max: 50_000 }),
    quantity: fc.integer({ min: 1, max: 9_999 }).map((kilograms) => plain(new Decimal(kilograms).div(1000))),
    price: fc.integer({ min: 1, max: 999_999 }).map((fen) => plain(new Decimal(fen).div(100))),
    years: fc.constantFrom(1, 5, undefined),
    buyer: fc.constantFrom("Mill", "Steel", "Foundry"),
    series: fc.constantFrom("auction", "agreement"),
    reversed: fc.boolean(),
  });

  it("equal a plain computation, whatever the blocks, the messages about them, their order and repetition, and are written again byte for byte", async () => {
    const { subject } = await givenMember(await sharedEngine(), { role: "operator" });
    await fc.assert(
      fc.asyncProperty(
        fc.array(given, { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.nat({ max: 1_000 })),
        async (trades, chance) => {
          const draw = (below: number): number => (chance.next().value ?? 0) % below;
          const records = trades.flatMap(({ day, second, reversed, years, ...rest }) => {
            const occurredAt = new Date(Date.parse(`${day}T00:00:00+08:00`) + second * 1000).toISOString();
            const { years: _five, ...record } = tradeRecordOf({ ...rest, occurredAt });
            const made: TradeRecord = years === undefined ? record : { ...record, years };
            return reversed ? [made, reversalOf(made)] : [made];
          });
          const world = await sealedWorld();
          // Blocks of one day, in any order: what comes after a later one is late.
          const waiting = [...records];
          const numbers: number[] = [];
          while (waiting.length > 0) {
            const first = waiting.splice(draw(waiting.length), 1)[0] as TradeRecord;
            const same = waiting.filter(({ day }) => day === first.day).slice(0, draw(3));
            for (const record of same) waiting.splice(waiting.indexOf(record), 1);
            numbers.push(await world.seal(first, ...same));
            // Messages of some blocks, some twice, some together with others; those of others are lost.
            if (draw(2) === 0)
              await Promise.all(Array.from({ length: 1 + draw(2) }, () => world.count(numbers[draw(numbers.length)] ?? 1)));
          }
          await world.count(numbers.length);
          for (const period of ["2026-05-31", "2026-06-02", "2026-05", "2026-06", "2026"]) {
            const { markets } = await statistics(world, period);
            for (const series of ["auction", "agreement"]) {
              const of = records.filter((record) => record.day.startsWith(period) && record.series === series);
              const found = markets.find((each) => each.series === series);
              if (of.length === 0) expect(found).toBeUndefined();
              else {
                const { buyers, sellers: _sellers, kind: _kind, series: _series, ...figures } = found as Figures;
                expect({ ...figures, ...(buyers && { hhi: buyers.hhi }) }).toEqual(plainly(of));
              }
            }
          }
          const whole = await totals(world, subject);
          expect([whole.trades, whole.turnover]).toEqual([plainly(records).trades, plainly(records).turnover]);
          const live = await world.rows();
          await world.forget();
          await world.count(...numbers.toReversed());
          expect(await world.rows()).toEqual(live);
        },
      ),
      { numRuns: runs(30, 5) },
    );
  });

  it("count each block once while several workers are told of the same blocks at once", async () => {
    const world = await sealedWorld();
    for (let n = 0; n < 5; n += 1)
      await world.seal(tradeRecordOf({ quantity: "1" }), tradeRecordOf({ quantity: "2", buyer: `Buyer ${n}` }));
    await Promise.all([5, 3, 5, 1, 4].map((n) => world.count(n)));
    expect((await statistics(world, "2026")).markets).toMatchObject([{ trades: 10, quantity: "15" }]);
  });

  it("of a market with many parties stay within what a row holds, and count on", async () => {
    const world = await sealedWorld();
    // Names of some hundred characters stand for thousands of parties with ordinary ones.
    const buyer = (place: number) => `${String(place).padStart(4, "0")}${"长".repeat(150)}`;
    const trades = Array.from({ length: 4 * 95 }, (_, place) => tradeRecordOf({ quantity: "1", buyer: buyer(place), areas: ["420700"] }));
    await counted(world, ...[0, 1, 2, 3].map((block) => trades.slice(block * 95, (block + 1) * 95)), [tradeRecordOf({ quantity: "20" })]);
    const [found] = (await statistics(world, "2026")).markets;
    expect(found).toMatchObject({ trades: 381, quantity: "400", buyers: { parties: 381, largestShare: "5.00", hhi: 49 } });
  });

  it("go on from where a worker died: what it had written of a block is not counted again", async () => {
    const world = await sealedWorld();
    await world.seal(tradeRecordOf({ quantity: "1" }));
    await world.seal(tradeRecordOf({ quantity: "2" }));
    const last = await world.seal(tradeRecordOf({ quantity: "3" }));
    for (let at = 1; at < 60; at += 4) await world.countAndDie(last, { at, after: at % 2 === 0 || at % 3 === 0 });
    await world.count(last);
    const other = await world.rows();
    await world.forget();
    await world.count(last);
    expect(await world.rows()).toEqual(other);
    expect((await statistics(world, "2026")).markets).toMatchObject([{ trades: 3, quantity: "6" }]);
  });
});
