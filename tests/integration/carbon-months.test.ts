import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { plannedActivities } from "../../functions/carbon/control-plans/shapes.ts";
import { monthsFacts } from "../../functions/carbon/months/contract.ts";
import { deadlinesOf } from "../../functions/carbon/months/deadlines.ts";
import { conservativeValues } from "../../functions/carbon/months/month-values.ts";
import { monthsDifference } from "../../functions/carbon/months/months-difference.ts";
import { monthsClosedPut, monthsOf, monthsReopenedPut } from "../../functions/carbon/months/months-of.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { commit } from "../../shared/store/transaction.ts";
import { givenMember } from "../support/members.ts";
import { colleagueOf } from "../support/second-person.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { checking, deciding, entityWithPlan, filing, planned, storing, valuesOf } from "./carbon-mrv-support.ts";
import { CarbonWorld, type Entity } from "./carbon-support.ts";

const path = ({ partyId }: Entity, number: string) => `/carbon/months/${partyId}/2026/${number}`;

describe("a month", () => {
  let world: CarbonWorld;
  beforeAll(async () => {
    world = await CarbonWorld.open();
  });

  it("is stored by the meters of the plan, checked by the district and then by the city, and keeps who changed it and why", async () => {
    const entity = await entityWithPlan(world, "2026");
    expect(await world.done(storing(entity, "2026-02", valuesOf("412.5", "0")))).toMatchObject({ state: "stored", late: false });
    const change = storing(entity, "2026-02", valuesOf("421.5", "0"));
    expect(await world.refused(change)).toMatchObject({ code: "change-without-reason", month: "2026-02" });
    const { version } = await world.done({ ...change, body: { ...(change.body as object), reason: "misread" } });
    expect(await world.refused(checking(world.bureau, entity, "2026-02", version))).toMatchObject({ code: "wrong-state", state: "stored" });
    expect(await world.refused(checking(world.district, entity, "2026-02", 2))).toMatchObject({ code: "version-differs", stands: version });
    const checked = await world.done(checking(world.district, entity, "2026-02", version));
    expect(checked).toMatchObject({ state: "district-checked", districtCheck: { by: world.district, late: false } });
    await world.done(checking(world.bureau, entity, "2026-02", checked.version));
    const shown = await world.read(entity.subject, path(entity, "02"));
    expect(shown).toMatchObject({
      ...{ state: "city-checked", values: [{ amount: "421.5", meter: "SCALE-1", calibratedOn: "2025-12-01", conservative: false }, {}] },
      history: [
        { state: "city-checked", by: world.bureau },
        { state: "district-checked" },
        { state: "stored", reason: "misread", by: entity.subject, values: [{ amount: "421.5" }, {}] },
        { state: "stored", values: [{ amount: "412.5" }, {}] },
      ],
    });
    expect((await world.read(entity.subject, "/carbon/months")).items).toHaveLength(12);
    expect((await world.read(world.bureau, "/carbon/months?state=city-checked")).items).toContainEqual(
      expect.objectContaining({ partyId: entity.partyId, month: "2026-02" }),
    );
  });

  it("is stored once it is over, with a value for every activity of an approved plan and nothing else", async () => {
    const without = await world.keyEntity("2026");
    expect(await world.refused(storing(without, "2026-02", valuesOf("1", "1")))).toMatchObject({ code: "plan-not-approved" });
    const entity = await entityWithPlan(world, "2026");
    const early = await world.refused(storing(entity, "2026-03", valuesOf("1", "1")));
    expect(early).toMatchObject({ code: "month-not-over", overAt: "2026-03-31T16:00:00.000Z" });
    const [coal, exported] = valuesOf("1", "1");
    for (const [values, refusal] of [
      [[coal], { code: "activities-differ", missing: ["export"], unknown: [] }],
      [[coal, exported, { ...coal, activity: "kiln" }], { code: "activities-differ", unknown: ["kiln"] }],
      [[{ ...coal, meter: "SCALE-2" }, exported], { code: "meter-not-in-plan", planned: "SCALE-1" }],
      [[{ ...coal, unit: "MWh" }, exported], { code: "unit-not-of-activity", possible: ["t", "kg"] }],
      [[coal, { ...exported, calibratedOn: "2026-03-03" }], { code: "calibration-in-future", activity: "export" }],
    ] as const)
      expect(
        await world.refused(
          storing(
            entity,
            "2026-02",
            values.map((value) => ({ ...value })),
          ),
        ),
      ).toMatchObject(refusal);
    expect(await world.read(entity.subject, path(entity, "02"))).toMatchObject({ state: "open", values: [], history: [] });
    const other = await world.enterprise();
    expect((await world.call({ ...storing(entity, "2026-02", valuesOf("1", "1")), as: other.subject })).status).toBe(404);
    expect((await world.call({ as: other.subject, method: "GET", path: path(entity, "02") })).status).toBe(404);
  });

  it("is not checked by who stored it or checked it before", async () => {
    const entity = await entityWithPlan(world, "2026");
    const { version } = await world.done(storing(entity, "2026-02", valuesOf("1", "0")));
    const both = await givenMember(world.engine, { role: "district", area: "420704" });
    const checked = await world.done(checking(both.subject, entity, "2026-02", version));
    await givenMember(world.engine, { role: "regulator", member: { subject: both.subject } });
    // Memberships are known for ten seconds.
    world.clock.moveTo("2026-03-02T01:00:11.000Z");
    expect(await world.refused(checking(both.subject, entity, "2026-02", checked.version))).toMatchObject({ code: "own-work" });
    const elsewhere = await givenMember(world.engine, { role: "district", area: "gedian" });
    expect((await world.call(checking(elsewhere.subject, entity, "2026-02", checked.version))).status).toBe(404);
  });

  it("of an entity of the whole city, which has no district, is checked by two persons of the bureau", async () => {
    const entity = await world.keyEntity("2026", {}, "420700");
    await world.done(filing(entity, "2026"));
    await world.done(deciding(world, entity, "2026", 1, "approved"));
    const { version } = await world.done(storing(entity, "2026-02", valuesOf("1", "0")));
    expect((await world.call(checking(world.district, entity, "2026-02", version))).status).toBe(404);
    const first = await world.done(checking(world.bureau, entity, "2026-02", version));
    expect(first).toMatchObject({ state: "district-checked", districtCheck: { by: world.bureau } });
    expect(await world.refused(checking(world.bureau, entity, "2026-02", first.version))).toMatchObject({ code: "own-work" });
    const colleague = await colleagueOf(world.engine, world.bureau, "checks months");
    expect(await world.done(checking(colleague, entity, "2026-02", first.version))).toMatchObject({ state: "city-checked" });
  });

  it("does not change any more once the year's report is submitted, and again when the report is reopened", async () => {
    const entity = await entityWithPlan(world, "2026");
    const of = { partyId: entity.partyId, year: "2026" };
    const { version } = await world.done(storing(entity, "2026-01", valuesOf("400", "0")));
    const seen = required(await monthsOf(world.ports, of), "months");
    await world.done(storing(entity, "2026-02", valuesOf("400", "0")));
    // The report was compared with months that have changed since.
    expect(await commit(world.engine.dynamo, [monthsClosedPut(world.ports, of, seen)])).toMatchObject({ failure: "stale" });
    await world.commit(monthsClosedPut(world.ports, of, required(await monthsOf(world.ports, of), "months")));
    const change = storing(entity, "2026-01", valuesOf("401", "0"), { reason: "misread" });
    expect(await world.refused(change)).toMatchObject({ code: "report-submitted", year: "2026" });
    const checked = await world.done(checking(world.district, entity, "2026-01", version));
    const back = checking(world.bureau, entity, "2026-01", checked.version, { decision: "returned", reason: "wrong" });
    expect(await world.refused(back)).toMatchObject({ code: "report-submitted" });
    await world.commit(monthsReopenedPut(world.ports, of, required(await monthsOf(world.ports, of), "months")));
    expect(await world.done(back)).toMatchObject({ state: "returned" });
  });

  it("has its deadlines in natural days after its last day: 20 for the enterprise, 5 more for the district, 40 for the city", () => {
    expect(deadlinesOf("2026-02")).toEqual({
      ...{ storeBy: "2026-03-20T16:00:00.000Z", districtCheckBy: "2026-03-25T16:00:00.000Z", cityCheckBy: "2026-04-09T16:00:00.000Z" },
    });
  });
});

describe("a month whose deadline passes", () => {
  let world: CarbonWorld;
  beforeAll(async () => {
    world = await CarbonWorld.open();
  });

  it("that is returned is stored again within the plan's days, or is missed", async () => {
    const entity = await entityWithPlan(world, "2026");
    const { version } = await world.done(storing(entity, "2026-02", valuesOf("400", "0")));
    const returning = checking(world.district, entity, "2026-02", version, { decision: "returned" });
    expect(await world.refused(returning)).toMatchObject({ code: "validation-failed" });
    const returned = await world.done({ ...returning, body: { ...(returning.body as object), reason: "wrong scale" } });
    expect(returned).toMatchObject({ state: "returned", reason: "wrong scale", storeBy: "2026-03-07T16:00:00.000Z" });
    const again = await world.done(storing(entity, "2026-02", valuesOf("410", "0"), { reason: "right scale" }));
    expect(again).toMatchObject({ state: "stored", late: false });
    await world.done(checking(world.district, entity, "2026-02", again.version, { decision: "returned", reason: "again" }));
    await world.due("2026-03-07T16:00:00.000Z");
    expect(await world.read(entity.subject, path(entity, "02"))).toMatchObject({ state: "missed", values: [{ amount: "550" }, {}] });
  });

  it("is not missed any more once the year's report rests on it", async () => {
    const entity = await entityWithPlan(world, "2026");
    const { version } = await world.done(storing(entity, "2026-02", valuesOf("400", "0")));
    await world.done(checking(world.district, entity, "2026-02", version, { decision: "returned", reason: "unsigned" }));
    const of = { partyId: entity.partyId, year: "2026" };
    await world.commit(monthsClosedPut(world.ports, of, required(await monthsOf(world.ports, of), "months")));
    await world.due("2026-03-20T16:00:00.000Z");
    expect(await world.read(entity.subject, path(entity, "02"))).toMatchObject({ state: "returned", values: [{ amount: "400" }, {}] });
  });

  it("that is not stored in time is announced, missed, and takes conservative values; it may be stored late, and checks may be late", async () => {
    const entity = await entityWithPlan(world, "2027", { changeReason: undefined });
    const { monthDue, monthMissed } = monthsFacts;
    const announced = () => storedFacts(world.engine, monthDue, ({ data }) => data.year === "2027", "Carbon");
    const missed = () => storedFacts(world.engine, monthMissed, ({ data }) => data.year === "2027", "Carbon");
    await world.due("2027-02-10T15:59:59.999Z");
    expect(await announced()).toEqual([]);
    for (const _ of [1, 2]) await world.due("2027-02-10T16:00:00.000Z");
    expect(await announced()).toMatchObject([{ data: { month: "2027-01", storeBy: "2027-02-20T16:00:00.000Z" } }]);
    await world.due("2027-02-20T15:59:59.999Z");
    expect(await missed()).toEqual([]);
    for (const _ of [1, 2]) await world.due("2027-02-20T16:00:00.000Z");
    expect(await missed()).toMatchObject([
      {
        data: {
          month: "2027-01",
          values: [
            { amount: "550", conservative: true },
            { amount: "50", conservative: true },
          ],
        },
      },
    ]);
    const late = await world.done(storing(entity, "2027-01", valuesOf("480", "70"), { reason: "the meter was read late" }));
    expect(late).toMatchObject({ state: "stored", late: true, values: [{ amount: "480", conservative: false }, {}] });
    world.clock.moveTo("2027-02-25T16:00:00.000Z");
    expect(await world.done(checking(world.district, entity, "2027-01", late.version))).toMatchObject({ districtCheck: { late: true } });
  });
});

describe("the conservative value of a missed month", () => {
  it("has at most the six decimals of an annual figure, rounded up for what is used and down for what goes out", () => {
    const [coal, exported] = planned;
    const activities = plannedActivities.parse([
      { ...coal, monthlyBasis: "500.123457", conservativeFactor: "1.1001" },
      { ...exported, monthlyBasis: "100.000001", conservativeFactor: "0.5555" },
    ]);
    const values = conservativeValues(activities);
    expect(values.map(({ amount }) => amount)).toEqual(["550.185816", "55.55"]);
  });
});

describe("twelve months and the annual figure", () => {
  const stored = (...values: readonly (readonly [kind: string, direction: string, amount: string, unit: string])[]) =>
    values.map(([kind, direction, amount, unit]) => ({ values: [{ kind, direction, amount, unit }] }));

  it("are compared line by line in one unit, each direction on its own", () => {
    const months = stored(
      ["natural-gas", "in", "120000", "m3"],
      ["natural-gas", "in", "8.5", "10k-m3"],
      ["electricity", "in", "10", "MWh"],
      ["electricity", "out", "3", "MWh"],
      ["coke", "in", "5", "t"],
    );
    const annual = [
      { kind: "natural-gas", amount: decimal("205000"), unit: "m3" },
      { kind: "electricity", direction: "in", amount: decimal("10000"), unit: "kWh" },
      { kind: "electricity", direction: "out", amount: decimal("2"), unit: "MWh" },
      { kind: "diesel", amount: decimal("1"), unit: "t" },
    ] as const;
    expect(monthsDifference(months, annual)).toEqual([
      { kind: "electricity", direction: "out", unit: "MWh", months: "3", annual: "2", difference: "-1" },
      { kind: "diesel", direction: "in", unit: "t", months: "0", annual: "1", difference: "1" },
      { kind: "coke", direction: "in", unit: "t", months: "5", annual: "0", difference: "-5" },
    ]);
  });

  it("agree however a year is split into months and units, and differ by exactly what is left out", () => {
    const kilograms = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(kilograms, fc.boolean(), (parts, inTonnes) => {
        const months = parts.map((kg) => ({
          values: [
            {
              kind: "coke",
              direction: "in",
              ...(inTonnes ? { amount: decimal(String(kg)).div(1000).toFixed(), unit: "t" } : { amount: String(kg), unit: "kg" }),
            },
          ],
        }));
        const total = decimal(String(parts.reduce((sum, kg) => sum + kg, 0)));
        const annual = [{ kind: "coke", amount: total, unit: "kg" }] as const;
        expect(monthsDifference(months, annual)).toEqual([]);
        const [first = 0] = parts;
        const difference = decimal(String(first)).div(1000).toFixed();
        expect(monthsDifference(months.slice(1), annual)).toMatchObject([{ difference }]);
      }),
    );
  });
});
