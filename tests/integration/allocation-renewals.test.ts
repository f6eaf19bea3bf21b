import { beforeAll, describe, expect, it } from "vitest";
import { takeSteps } from "../../functions/allocations/payments/deadlines.ts";
import { deadlinePorts } from "../../functions/allocations/ports.ts";
import { tellRenewals } from "../../functions/allocations/renewals/tell-renewals.ts";
import { api as permitsApi } from "../../functions/permits/api.ts";
import { expirePermits } from "../../functions/permits/expire-permits.ts";
import { permitsPorts } from "../../functions/permits/ports.ts";
import { memberReader } from "../../shared/members/members.ts";
import { conservationFaults } from "../support/conservation.ts";
import { frontDoor } from "../support/front-door.ts";
import { openPlanBureau, type PlanBureau, type PlannedUnit, type Reply } from "../support/plan-bureau.ts";
import { statedFacts } from "../support/stated-facts.ts";

const terms = { kind: "renewal", firstMonth: "2026-07", years: 5, title: "Renewal of 2026" };
const ending = { COD: "permit/COD/liangzi-lake/2021-07/2026-06", "NH3-N": "permit/NH3-N/liangzi-lake/2021-07/2026-06" };
const reservePath = "/permits/reserves/liangzi-lake/COD";
const basis = { kind: "permit", since: "2021-07-01", method: "verified again", documentNumber: "EZ-V" };

let bureau: PlanBureau;
let permits: (request: Parameters<PlanBureau["door"]>[0]) => Promise<Reply>;
beforeAll(async () => {
  bureau = await openPlanBureau();
  permits = frontDoor(permitsApi.open(bureau.granted)) as typeof permits;
  await bureau.givenRoom("1000", ["2026", "2027", "2028", "2029", "2030", "2031"]);
});

/** A unit whose permits end with June 2026: one bought in an auction, 10 t of COD, and 1 t of NH3-N. */
async function holder(): Promise<PlannedUnit> {
  const unit = await bureau.unit();
  await bureau.givenPermits(unit.site.siteId, { [ending.COD]: "10", [ending["NH3-N"]]: "1" });
  return unit;
}
const wanted = (unit: PlannedUnit, outcome: string, cod: string, ammonia = "1") => ({
  ...{ creditCode: unit.creditCode, licenceNumber: unit.site.licenceNumber, basis, outcome, reason: "measured" },
  amounts: [
    { pollutant: "COD", tonnes: cod },
    { pollutant: "NH3-N", tonnes: ammonia },
  ].filter(({ tonnes }) => tonnes !== "0"),
});
const put = (planId: string, ...lines: readonly unknown[]) => bureau.send("PUT", `/plans/${planId}/lines`, { lines });
const codesOf = ({ body }: Reply) => (body.faults as { code: string }[]).map(({ code }) => code);
const renewalOf = async (planId: string, { site }: PlannedUnit) => {
  const [fact] = await statedFacts(bureau.engine, ({ factId }) => factId === `renewal.${planId}.${site.siteId}`);
  return fact?.data as { outcome: string; cuts: { pollutant: string; tonnes: string; afterExpiry: boolean }[] };
};
const add = (tonnes: string, renewalFactId: string, source = "initial-allocation-cut") =>
  permits({ as: bureau.bureau, method: "POST", path: reservePath, body: { tonnes, source, documentNumber: "EZ-C", renewalFactId } });
const reserved = async () => (await permits({ as: bureau.bureau, method: "GET", path: reservePath })).body.availableTonnes;

describe("a renewal", () => {
  it("confirms, reduces or ends what a site holds, and the fee is paid again; a buyer renews as an existing discharger", async () => {
    const [kept, less, ended] = [await holder(), await holder(), await holder()];
    const planId = await bureau.announced(
      [wanted(kept, "confirmed", "10"), wanted(less, "reduced", "4"), wanted(ended, "ended", "0", "0")],
      terms,
    );
    expect((await bureau.approve(planId)).status).toBe(200);
    const of = async (unit: PlannedUnit) => (await bureau.read(`/${planId}.${unit.site.siteId}`, unit.subject)).body;
    expect(await of(kept)).toMatchObject({ state: "awaiting-payment", outcome: "confirmed", totalCny: "12800.00" });
    expect(await of(less)).toMatchObject({ state: "awaiting-payment", outcome: "reduced", totalCny: "5900.00" });
    expect(await of(ended)).toMatchObject({ state: "not-renewed", outcome: "ended", instalments: [] });
    expect(await bureau.permits(`allocation:${planId}.${less.site.siteId}`)).toEqual({
      "permit/COD/liangzi-lake/2026-07/2031-06": "4",
      "permit/NH3-N/liangzi-lake/2026-07/2031-06": "1",
    });
    expect(await renewalOf(planId, kept)).toMatchObject({ cuts: [] });
    expect(await renewalOf(planId, less)).toMatchObject({
      outcome: "reduced",
      cuts: [{ pollutant: "COD", tonnes: "6", afterExpiry: false }],
    });
    // While the permit runs, the cut is debited from the site instead.
    const factId = `renewal.${planId}.${less.site.siteId}`;
    expect(await add("6", factId)).toMatchObject({ status: 409, body: { type: "/problems/renewal-before-expiry" } });
    expect(await reserved()).toBe("0");
    // What is not renewed ends with its term.
    expect(await bureau.permits(`site:${ended.site.siteId}`)).toMatchObject({ [ending.COD]: "10" });
  });

  it("renews what the site still holds when it is distributed: the rest goes back to the cap, and the fee follows", async () => {
    const [sold, gone, whole] = [await holder(), await holder(), await holder()];
    const lines = [sold, gone, whole].map((unit) => wanted(unit, "confirmed", "10"));
    const planId = await bureau.announced(lines, terms);
    const room = Number(await bureau.room("COD", "2027"));
    await bureau.takePermits(sold.site.siteId, { [ending.COD]: "6" });
    await bureau.takePermits(gone.site.siteId, { [ending.COD]: "10", [ending["NH3-N"]]: "1" });
    expect((await bureau.approve(planId)).status).toBe(200);
    expect(Number(await bureau.room("COD", "2027"))).toBe(room - 12 * 14);
    const lineOf = async ({ site, subject }: PlannedUnit) => (await bureau.read(`/${planId}.${site.siteId}`, subject)).body;
    // 4 t x 230 x 5 + 1 t x 260 x 5.
    expect(await lineOf(sold)).toMatchObject({
      totalCny: "5900.00",
      amounts: [{ tonnes: "4" }, { tonnes: "1" }],
      state: "awaiting-payment",
    });
    expect(await renewalOf(planId, sold)).toMatchObject({ cuts: [], gone: [{ pollutant: "COD", pool: "liangzi-lake", tonnes: "6" }] });
    expect(await lineOf(gone)).toMatchObject({ amounts: [], outcome: "ended", state: "not-renewed", totalCny: "0.00" });
    expect(await renewalOf(planId, whole)).not.toHaveProperty("gone");
    expect(await bureau.permits(`plan:${planId}`)).toEqual({});
    expect(await conservationFaults(bureau.engine)).toEqual([]);
  });

  it("is refused above what the site holds, with another outcome than its amounts have, and where nothing ends", async () => {
    const [unit, other] = [await holder(), await bureau.unit()];
    const planId = await bureau.draft(terms);
    expect(codesOf(await put(planId, wanted(unit, "confirmed", "10.001")))).toEqual(["new-amount-by-auction"]);
    expect(codesOf(await put(planId, wanted(unit, "confirmed", "9")))).toEqual(["outcome-differs"]);
    expect(codesOf(await put(planId, wanted(unit, "reduced", "10")))).toEqual(["outcome-differs"]);
    expect(codesOf(await put(planId, wanted(other, "confirmed", "1")))).toEqual(["nothing-to-renew"]);
    const bare = { ...wanted(unit, "reduced", "9"), reason: undefined };
    expect(codesOf(await put(planId, bare))).toEqual(["basis-invalid"]);
    const { outcome: _, ...without } = wanted(unit, "confirmed", "10");
    expect(codesOf(await put(planId, { ...without, basis: { ...basis, kind: "operating" } }))).toEqual(["basis-invalid", "basis-invalid"]);
    expect((await bureau.read(`/drafts/${planId}`, bureau.bureau)).body).toMatchObject({ lines: 0 });
  });

  it("is in one plan only: not in another, nor at the same time, until the first is dropped or the site is taken out of it", async () => {
    const unit = await holder();
    const line = wanted(unit, "reduced", "4");
    const planId = await bureau.announced([line], terms);
    const other = await bureau.draft(terms);
    const refused = await put(other, line);
    expect(codesOf(refused)).toEqual(["renewed-by-another-plan"]);
    expect(JSON.stringify(refused.body)).toContain(planId);
    // The plan itself may replace its line, and a withdrawn one keeps nobody.
    expect((await bureau.plan(planId, "withdrawal", { reason: "wrong" })).status).toBe(200);
    expect(codesOf(await put(other, line))).toEqual(["renewed-by-another-plan"]);
    await bureau.work({ planId, step: "drop" });
    expect((await put(other, line)).status).toBe(200);
    const replaced = await bureau.send("PUT", `/plans/${other}/lines`, { lines: [wanted(unit, "reduced", "5")], replaces: true });
    expect(replaced).toMatchObject({ status: 200, body: { lines: 1 } });
    expect((await bureau.send("DELETE", `/plans/${other}/lines/${unit.site.siteId}`)).status).toBe(200);
    const drafts = [other, ...(await Promise.all([0, 1].map(() => bureau.draft(terms))))];
    const answers = await Promise.all(drafts.map((each) => put(each, line)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
  });

  it("that cuts after the permits have expired counts once in the reserve: not twice, not in parts above it, not at the same time", async () => {
    const [less, ended] = [await holder(), await holder()];
    const planId = await bureau.announced([wanted(less, "reduced", "4"), wanted(ended, "ended", "0", "0")], terms);
    bureau.clock.moveTo("2026-07-02T01:00:00.000Z");
    await expirePermits(permitsPorts(bureau.granted));
    expect((await bureau.approve(planId)).status).toBe(200);
    expect(await renewalOf(planId, less)).toMatchObject({ cuts: [{ pollutant: "COD", tonnes: "6", afterExpiry: true }] });
    expect(await renewalOf(planId, ended)).toMatchObject({
      cuts: [
        { pollutant: "COD", tonnes: "10", afterExpiry: true },
        { pollutant: "NH3-N", tonnes: "1", afterExpiry: true },
      ],
    });
    const factId = `renewal.${planId}.${less.site.siteId}`;
    const before = Number(await reserved());
    expect(await add("6.001", factId)).toMatchObject({ status: 409, body: { type: "/problems/renewal-cut-exceeded" } });
    expect(await add("1", factId, "buy-back")).toMatchObject({ status: 422, body: { type: "/problems/renewal-unknown" } });
    expect(await add("1", "renewal.none")).toMatchObject({ status: 422, body: { type: "/problems/renewal-unknown" } });
    expect(await add("2", factId)).toMatchObject({ status: 200, body: { renewalFactId: factId } });
    const both = await Promise.all([add("4", factId), add("4", factId)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await add("0.001", factId)).status).toBe(409);
    expect(await reserved()).toBe(String(before + 6));
    expect((await add("1", "renewal.none")).body).toMatchObject({ detail: expect.stringContaining("article 4") });
    bureau.clock.moveTo("2026-03-20T01:00:00.000Z");
  });
});

describe("a second renewal, after the first payment of the first one was missing", () => {
  it("shares its cut: what one of them has brought to the reserve, the other can't", async () => {
    const [unit, quick] = [await holder(), { ...terms, paymentMode: "tax-certificate", announcedDays: 1, paymentDays: 1, graceDays: 1 }];
    const first = await bureau.announced([wanted(unit, "reduced", "4")], quick);
    bureau.clock.moveTo("2026-07-02T01:00:00.000Z");
    await expirePermits(permitsPorts(bureau.granted));
    expect((await bureau.approve(first)).status).toBe(200);
    bureau.clock.moveTo("2026-07-06T01:00:00.000Z");
    await takeSteps(deadlinePorts(bureau.granted), { planId: first, siteId: unit.site.siteId });
    expect((await bureau.read(`/${first}.${unit.site.siteId}`, unit.subject)).body).toMatchObject({ state: "returned" });
    const second = await bureau.announced([wanted(unit, "reduced", "2")], quick);
    expect((await bureau.approve(second)).status).toBe(200);
    const [one, other] = [first, second].map((planId) => `renewal.${planId}.${unit.site.siteId}`) as [string, string];
    const before = Number(await reserved());
    expect((await add("6", one)).status).toBe(200);
    expect(await add("3", other)).toMatchObject({ status: 409, body: { type: "/problems/renewal-cut-exceeded" } });
    expect((await add("2", other)).status).toBe(200);
    expect(await reserved()).toBe(String(before + 8));
    bureau.clock.moveTo("2026-03-20T01:00:00.000Z");
  });
});

describe("the end of a term", () => {
  it("is told so many days ahead, once for each number of days, and not for what is gone", async () => {
    const unit = await bureau.unit();
    const instrument = "permit/COD/liangzi-lake/2022-01/2027-03";
    await bureau.givenPermits(unit.site.siteId, { [instrument]: "3" });
    const { engine, clock, granted } = bureau;
    const ports = { ...bureau.worker([]), members: memberReader(granted.dynamo, engine.tables.Parties) };
    const told = async () => {
      await tellRenewals(ports);
      const facts = await statedFacts(engine, ({ factType, parties }) => factType === "renewal-ahead" && parties.includes(unit.partyId));
      return facts.map(({ data }) => (data as { daysAhead: number }).daysAhead);
    };
    expect(await told()).toEqual([]);
    clock.moveTo("2026-10-03T01:00:00.000Z");
    expect(await told()).toEqual([180]);
    expect(await told()).toEqual([180]);
    clock.moveTo("2027-02-01T01:00:00.000Z");
    expect(await told()).toEqual([180, 60]);
  });
});
