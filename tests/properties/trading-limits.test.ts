import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  brokenLimits,
  exceptionsUsed,
  type LimitException,
  type LimitId,
  limitIds,
  type MissedTarget,
  type Trade,
  tradingLimits,
} from "../../shared/permits/trading-limits.ts";
import { runs } from "../support/effort.ts";

const day = "2026-03-02";
const always = { from: "2026-01-01", until: "2026-12-31" };
const airMissed: MissedTarget = { ...always, area: "420704", target: "air", documentNumber: "EZ-Q-1" };

/** A trade of SO2 from the reserve that breaks exactly the wanted limits. */
function tradeBreaking(wanted: readonly LimitId[], change: Partial<Trade> = {}): Trade {
  const breaks = (limit: LimitId): boolean => wanted.includes(limit);
  const side = { area: "420704", pool: "ezhou", sourceClass: "industrial", thermalPower: false } as const;
  return {
    ...{ day, pollutant: "SO2", exceptions: [], missed: breaks("target-attained") ? [airMissed] : [] },
    seller: {
      ...side,
      from: "reserve",
      area: breaks("pilot-province") ? "430100" : "420700",
      pool: breaks("same-pool") ? "huangshi" : "ezhou",
      sourceClass: breaks("same-source-class") ? "agricultural" : "industrial",
      thermalPower: breaks("thermal-power-apart"),
    },
    buyer: { ...side, siteId: "site-1" },
    ...change,
  };
}
const broken = (trade: Trade): readonly LimitId[] => brokenLimits(trade).map(({ limit }) => limit.id);
const someLimits = fc.subarray([...limitIds]);
const aLimit = fc.constantFrom(...limitIds);
const atSite = { kind: "site", siteId: "site-1" } as const;
function exception(limit: LimitId, change: Partial<LimitException> = {}): LimitException {
  return { ...always, exceptionId: "x-1", limit, pollutant: "SO2", scope: atSite, approvalNumber: "E-1", ...change };
}
const without = (limits: readonly LimitId[], one: LimitId) => limits.filter((each) => each !== one);

describe("trading limits", () => {
  it("are the five of the data, each with its source", () => {
    expect(tradingLimits.map(({ id }) => id)).toEqual([...limitIds]);
    expect(tradingLimits.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    for (const { number, source } of tradingLimits) expect(source.en).toBe(`Hubei exchange FAQ no. 12, limit ${number}`);
  });

  it("are independent: a trade is told of every limit that it breaks, and of no other", () => {
    fc.assert(
      fc.property(someLimits, (wanted) => {
        expect(broken(tradeBreaking(wanted))).toEqual(wanted);
      }),
      { numRuns: runs(200) },
    );
  });

  it("are lifted one by one: an exception lifts its own limit, for its site, pollutant and days", () => {
    fc.assert(
      fc.property(someLimits, aLimit, (wanted, lifted) => {
        const by = (change: Partial<LimitException> = {}) => broken(tradeBreaking(wanted, { exceptions: [exception(lifted, change)] }));
        expect(by()).toEqual(without(wanted, lifted));
        expect(by({ scope: { kind: "area", area: "420704" } })).toEqual(without(wanted, lifted));
        expect(by({ scope: { kind: "area", area: "420700" } })).toEqual(without(wanted, lifted));
        expect(by({ until: day })).toEqual(without(wanted, lifted));
        expect(by({ until: "2026-03-01" })).toEqual(wanted);
        expect(by({ from: "2026-03-03" })).toEqual(wanted);
        expect(by({ pollutant: "NOx" })).toEqual(wanted);
        expect(by({ scope: { kind: "site", siteId: "site-2" } })).toEqual(wanted);
        expect(by({ scope: { kind: "area", area: "420702" } })).toEqual(wanted);
      }),
      { numRuns: runs(200) },
    );
  });

  it("hold from the day on that each has in the data", () => {
    for (const { id, from } of tradingLimits) {
      const before = `${Number(from.slice(0, 4)) - 1}-12-31`;
      const missed = [{ ...airMissed, from: before }];
      const on = (each: string) => broken(tradeBreaking([id], { day: each, ...(id === "target-attained" && { missed }) }));
      expect([on(before), on(from)]).toEqual([[], [id]]);
    }
  });

  it("tell which exceptions a trade rests on: those of limits that it would break", () => {
    fc.assert(
      fc.property(someLimits, someLimits, (wanted, lifted) => {
        const trade = tradeBreaking(wanted, { exceptions: lifted.map((limit) => exception(limit, { exceptionId: limit })) });
        expect(exceptionsUsed(trade).map(({ exceptionId }) => exceptionId)).toEqual(wanted.filter((limit) => lifted.includes(limit)));
      }),
      { numRuns: runs(200) },
    );
  });

  it("are symmetric between two sites where no target is missed", () => {
    const side = fc.record({
      area: fc.constantFrom("420702", "gedian", "430100"),
      pool: fc.constantFrom("ezhou", "huangshi"),
      sourceClass: fc.constantFrom("industrial", "agricultural", "domestic"),
      thermalPower: fc.boolean(),
    });
    fc.assert(
      fc.property(side, side, fc.constantFrom("SO2", "COD"), (one, other, pollutant) => {
        const between = (seller: typeof one, buyer: typeof one) =>
          broken(tradeBreaking([], { pollutant, seller: { ...seller, from: "site" }, buyer: { ...buyer, siteId: "site-1" } }));
        expect(between(one, other)).toEqual(between(other, one));
      }),
      { numRuns: runs(200) },
    );
  });

  it("keep thermal power from other industries for air pollutants only", () => {
    const thermal = tradeBreaking(["thermal-power-apart"]);
    expect(broken({ ...thermal, pollutant: "COD" })).toEqual([]);
    expect(broken({ ...thermal, pollutant: "NOx" })).toEqual(["thermal-power-apart"]);
  });

  it("keep an area that misses its target from buying in what raises its total, for the medium or pollutant that it misses", () => {
    const trade = tradeBreaking(["target-attained"]);
    const missing = (change: Partial<MissedTarget>, more: Partial<Trade> = {}) =>
      broken({ ...trade, ...more, missed: [{ ...airMissed, ...change }] });
    expect(missing({})).toEqual(["target-attained"]);
    expect(missing({ target: "SO2" })).toEqual(["target-attained"]);
    expect(missing({ target: "NOx" })).toEqual([]);
    expect(missing({ target: "water" })).toEqual([]);
    expect(missing({ until: "2026-03-01" })).toEqual([]);
    expect(missing({ area: "420702" })).toEqual([]);
    // The whole city misses it: so does each of its districts, and the reserve is emitted nowhere.
    expect(missing({ area: "420700" })).toEqual(["target-attained"]);
    const fromSite = (area: string) => ({ seller: { ...trade.seller, from: "site", area } as const });
    expect(missing({}, fromSite("420704"))).toEqual([]);
    expect(missing({}, fromSite("420702"))).toEqual(["target-attained"]);
    expect(missing({ area: "420700" }, fromSite("420702"))).toEqual([]);
  });

  it("hold for what is not known: another province's area, and a pollutant that is not traded", () => {
    const unknown = tradeBreaking([]);
    expect(broken({ ...unknown, buyer: { ...unknown.buyer, area: "430100" } })).toEqual(["pilot-province"]);
    expect(
      broken({ ...unknown, pollutant: "Pb", seller: { ...unknown.seller, pool: "-" }, buyer: { ...unknown.buyer, pool: undefined } }),
    ).toEqual(["same-pool"]);
    expect(broken({ ...unknown, day: "2016-12-31" })).toEqual([]);
  });
});
