import { beforeAll, describe, expect, it } from "vitest";
import { plusDays } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { type AuctionHouse, type Bidder, enrolmentPath, openAuctionHouse, usualTerms } from "../support/auction-house.ts";
import { engineWithOwn } from "../support/engine.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { statedAbout } from "../support/stated-facts.ts";
import { openWholeApi } from "../support/whole-api.ts";

interface Rule {
  readonly rule: string;
  readonly outcome: "passed" | "failed" | "not-evaluated";
  readonly source: { readonly zh: string; readonly en: string };
  readonly because?: readonly string[];
  readonly problem?: { readonly type: string; readonly detail: { readonly zh: string; readonly en: string }; readonly facts: object };
}
interface Eligibility {
  readonly eligible: boolean;
  readonly rules: readonly Rule[];
}

const today = "2026-03-02";
const yesterday = plusDays(today, -1);
const airport = { area: "airport" };

describe("whether a member can bid", () => {
  let house: AuctionHouse;
  beforeAll(async () => {
    house = await openAuctionHouse(`${today}T01:00:00.000Z`, await engineWithOwn("Permits"));
  });

  const ask = (auctionId: string, { subject, siteId, project }: Pick<Bidder, "subject" | "siteId" | "project">, tonnes = "5") => {
    const query = new URLSearchParams({ siteId, project, tonnes });
    return house.call({ as: subject, method: "GET", path: `/auctions/${auctionId}/eligibility?${query}` });
  };
  const asked = async (...of: Parameters<typeof ask>): Promise<Eligibility> => {
    const { status, body } = await ask(...of);
    expect(status).toBe(200);
    return body as unknown as Eligibility;
  };
  const failing = ({ rules }: Eligibility) => rules.filter(({ outcome }) => outcome === "failed").map(({ rule }) => rule);
  const refused = (code: string, facts: object = {}) => ({ status: 409, body: { type: `/problems/${code}`, ...facts } });
  const cashOf = async ({ subject }: Bidder) => (await house.call({ as: subject, method: "GET", path: "/cash/own" })).body;
  const miss = (area: string, target: string, until: string) =>
    house.call({
      ...{ as: house.regulator, method: "PUT", path: `/permits/area-targets/${area}/${target}/2026-01-01` },
      body: { until, documentNumber: "EZ-Q-1" },
    });
  const except = async (change: object): Promise<string> => {
    const exception = {
      limit: "target-attained",
      pollutant: "SO2",
      approvalNumber: "E-1",
      from: "2026-01-01",
      until: "2026-12-31",
      ...change,
    };
    const { status, body } = await house.call({ as: house.regulator, method: "POST", path: "/permits/limit-exceptions", body: exception });
    expect(status).toBe(200);
    return String(body.exceptionId);
  };
  const revoke = (exceptionId: string) => {
    const path = `/permits/limit-exceptions/${exceptionId}/revocation`;
    return house.call({ as: house.regulator, method: "POST", path, body: { reason: "mistake" } });
  };

  it("is told by every rule that enrolling goes through, with the deposit and what is left of the need; nothing is held", async () => {
    const auctionId = await house.announce();
    const bidder = await house.bidder({ tonnes: "6", cash: "7000.00" });
    const { body } = await ask(auctionId, bidder);
    expect(body).toMatchObject({
      ...{ eligible: true, deposit: "6000.00", depositCovered: true, bidsNeedSecondPerson: false },
      need: { tonnesToBuy: "6", availableTonnes: "6" },
    });
    const { rules } = body as unknown as Eligibility;
    expect(new Set(rules.map(({ outcome }) => outcome))).toEqual(new Set(["passed"]));
    expect(rules.filter(({ source }) => source.en.startsWith("Hubei exchange FAQ no. 12, limit "))).toHaveLength(6);
    expect(await cashOf(bidder)).toMatchObject({ available: "7000.00" });
    const position = await house.ports.ledger.position(siteAccount(bidder.siteId), `need/SO2/${bidder.project}`);
    expect(position.held.isZero()).toBe(true);
    expect(await house.enrol(auctionId, bidder, "5")).toMatchObject({ status: 201 });
    expect(failing(await asked(auctionId, bidder))).toEqual(["enrolled-once", "need-sufficient", "deposit-covered"]);
  });

  it("is told with every broken rule at once, and enrolling refuses with the first of them", async () => {
    const off = await house.announce({ quantityStep: "0.01" });
    const farm = { sourceClass: "agricultural", thermalPower: true, licenceValidUntil: yesterday } as const;
    const poor = await house.bidder({ cash: "1.00", party: { exclusions: ["dishonest-debtor"] }, site: farm });
    const told = await asked(off, { ...poor, project: "none" }, "11.001");
    const broken = ["on-no-list", "licence-valid", "same-source-class", "thermal-power-apart", "need-certified", "tonnes-on-step"];
    expect(failing(told)).toEqual([...broken, "tonnes-within-lot", "deposit-covered"]);
    const blocked = told.rules.filter(({ outcome }) => outcome === "not-evaluated");
    expect(blocked.map(({ rule, because }) => [rule, because])).toEqual([
      ["need-in-pool", ["need-certified"]],
      ["need-sufficient", ["need-certified"]],
    ]);
    expect(told.eligible).toBe(false);
    for (const { outcome, source, problem } of told.rules) {
      expect(source.zh.length * source.en.length).toBeGreaterThan(0);
      expect(problem === undefined).toBe(outcome !== "failed");
    }
    const limit = told.rules.find(({ rule }) => rule === "same-source-class")?.problem;
    expect(limit).toMatchObject({
      type: "/problems/lot-not-for-site",
      facts: { rule: "sourceClass", lot: "industrial", site: "agricultural", limits: ["same-source-class", "thermal-power-apart"] },
    });
    expect(limit?.detail.en).toContain("(source: Hubei exchange FAQ no. 12, limit 3)");
    expect(limit?.detail.zh).toContain("（依据：湖北排污权交易问答第12问，限制三）");
    expect(await house.enrol(off, { ...poor, project: "none" }, "11.001")).toMatchObject(refused("member-excluded"));
  });

  it("can't be told of limits before the bureau has confirmed what the site is", async () => {
    const auctionId = await house.announce();
    const bidder = await house.bidder();
    const site = await house.ports.members.site(bidder.partyId, bidder.siteId);
    const { basin, sourceClass, licenceValidFrom, licenceValidUntil } = { ...site };
    expect(basin).toBeDefined();
    const api = await openWholeApi(house.engine, house.clock);
    const declared = { name: "Works 2", basin, sourceClass, licenceValidFrom, licenceValidUntil };
    await api.call({ as: bidder.subject, method: "PUT", path: `/sites/${bidder.siteId}`, body: declared });
    const told = await asked(auctionId, bidder);
    expect(failing(told)).toEqual(["site-confirmed"]);
    const blocked = told.rules.filter(({ because }) => because?.includes("site-confirmed")).map(({ rule }) => rule);
    expect(blocked).toEqual([
      "licence-valid",
      "pilot-province",
      "same-pool",
      "same-source-class",
      "thermal-power-apart",
      "target-attained",
    ]);
  });

  it("is told of the own site and need only: another's site is hidden, another's need is none", async () => {
    const auctionId = await house.announce();
    const [one, other] = [await house.bidder(), await house.bidder()];
    expect(await ask(auctionId, { ...one, siteId: other.siteId })).toMatchObject({ status: 404 });
    expect(await ask("none", one)).toMatchObject({ status: 404 });
    const { body } = await ask(auctionId, { ...one, project: other.project });
    expect(body).not.toHaveProperty("need");
    expect(failing(body as unknown as Eligibility)).toEqual(["need-certified"]);
  });

  it("is told to a person who may only approve, and to a suspended member: they could not enrol", async () => {
    const auctionId = await house.announce();
    const suspended = await givenMember(house.engine, { role: "enterprise", party: { standing: "suspended", standingReason: "review" } });
    const approver = await givenMember(house.engine, { role: "enterprise", member: { function: "approver" } });
    for (const [{ subject, partyId }, type] of [
      [suspended, "/problems/member-suspended"],
      [approver, "/problems/function-not-allowed"],
    ] as const) {
      const { siteId } = await givenSite(house.engine, partyId);
      const { rules } = await asked(auctionId, { subject, siteId, project: "none" });
      expect(rules.find(({ rule }) => rule === "member-may-act")?.problem).toMatchObject({ type });
    }
  });

  it("thermal power buys permits for water of anybody, and air of its own kind only", async () => {
    const water = await house.announce({ lot: { ...usualTerms.lot, pollutant: "COD", pool: "liangzi-lake" } });
    const power = await house.bidder({ site: { thermalPower: true } });
    expect(failing(await asked(water, power))).toEqual(["need-certified"]);
    expect(failing(await asked(await house.announce(), power))).toEqual(["thermal-power-apart"]);
    await except({ siteId: power.siteId, limit: "thermal-power-apart" });
    expect(failing(await asked(await house.announce(), power))).toEqual([]);
  });

  it("of another basin buys with an approval only, which admits the need of its own basin, too", async () => {
    const auctionId = await house.announce({ lot: { ...usualTerms.lot, pollutant: "COD", pool: "liangzi-lake" } });
    const bidder = await house.bidder({ site: { basin: "yangtze-ezhou" } });
    const { partyId, siteId } = bidder;
    const project = `${bidder.project}-w`;
    const letter = {
      letterNumber: "L-1",
      letterDate: "2026-01-05",
      offsetGround: "stated-in-letter",
      eiaNumber: "EIA-1",
      offsetRatio: "1",
    };
    const need = { ...letter, partyId, siteId, project, projectName: "Line", kind: "new-project", pollutant: "COD", tonnes: "5" };
    await house.call({ as: house.regulator, method: "POST", path: "/permits/needs", body: need });
    expect(failing(await asked(auctionId, { ...bidder, project }))).toEqual(["same-pool", "need-in-pool"]);
    await except({ siteId, limit: "same-pool", pollutant: "COD" });
    expect(failing(await asked(auctionId, { ...bidder, project }))).toEqual([]);
    expect(await house.enrol(auctionId, { ...bidder, project }, "5")).toMatchObject({ status: 201 });
  });

  describe("where its area misses a quality target", () => {
    it("it buys in nothing of that medium, except by an exception of its own limit, pollutant, place and day", async () => {
      const auctionId = await house.announce();
      const bidder = await house.bidder({ site: airport });
      await miss("airport", "water", "2026-12-31");
      await miss("airport", "NOx", "2026-12-31");
      await miss("420703", "air", "2026-12-31");
      expect(failing(await asked(auctionId, bidder))).toEqual([]);
      await miss("airport", "air", today);
      for (const change of [
        { siteId: bidder.siteId, pollutant: "NOx" },
        { siteId: bidder.siteId, limit: "same-pool" },
        { siteId: bidder.siteId, from: plusDays(today, 1) },
        { siteId: (await house.bidder({ site: airport })).siteId },
        { area: "420703" },
      ]) {
        await except(change);
      }
      const told = await asked(auctionId, bidder);
      expect(failing(told)).toEqual(["target-attained"]);
      const refusal = await house.enrol(auctionId, bidder, "5");
      expect(refusal).toMatchObject(
        refused("area-misses-target", { area: "airport", target: "air", until: today, documentNumber: "EZ-Q-1" }),
      );
      expect(String(refusal.body.detail)).toContain("Hubei exchange FAQ no. 12, limit 5");
      expect(await cashOf(bidder)).toMatchObject({ available: "1000000.00" });

      const exceptionId = await except({ area: "airport", until: today });
      expect(await asked(auctionId, bidder)).toMatchObject({
        eligible: true,
        limitExceptions: [{ exceptionId, limit: "target-attained", approvalNumber: "E-1" }],
      });
      await revoke(exceptionId);
      expect(failing(await asked(auctionId, bidder))).toEqual(["target-attained"]);
      const granted = await except({ siteId: bidder.siteId, until: today, approvalNumber: "E-7" });
      expect(await house.enrol(auctionId, bidder, "5")).toMatchObject({ status: 201 });
      const made = (await statedAbout(house.engine, bidder.partyId)).find(({ factType }) => factType === "enrolment-made");
      expect(made?.data).toMatchObject({ limitExceptions: [{ exceptionId: granted, limit: "target-attained", approvalNumber: "E-7" }] });
    });

    it("an exception that ended yesterday lifts nothing, and neither does a target missed until yesterday limit", async () => {
      await except({ area: "airport", until: today });
      house.clock.moveTo(plusSeconds(house.clock.now(), 86_400));
      const auctionId = await house.announce();
      const late = await house.bidder({ site: airport });
      // The target was missed until the day before, too.
      expect(failing(await asked(auctionId, late))).toEqual([]);
      await miss("airport", "air", "2026-12-31");
      expect(failing(await asked(auctionId, late))).toEqual(["target-attained"]);
    });

    it("who had enrolled before stays enrolled, wins and gets its permits", async () => {
      const auctionId = await house.announce();
      const bidder = await house.bidder({ site: { area: "gedian" } });
      expect(await house.enrol(auctionId, bidder, "5")).toMatchObject({ status: 201 });
      await miss("gedian", "SO2", "2026-12-31");
      house.clock.moveTo(plusSeconds(house.clock.now(), 120));
      await house.bid(auctionId, bidder, [["4000", "5"]]);
      await house.close(auctionId);
      await house.settle(auctionId);
      const { body } = await house.call({ as: bidder.subject, method: "GET", path: enrolmentPath(auctionId, bidder) });
      expect(body).toMatchObject({ state: "settled", award: { quantity: "5" } });
    });
  });
});
