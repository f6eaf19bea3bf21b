import { beforeAll, describe, expect, it } from "vitest";
import type { Fact } from "../../shared/kernel/fact.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { commit } from "../../shared/store/transaction.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { CoverageWorld, codItem } from "./collateral-coverage-support.ts";
import { joining, type Pledgor } from "./collateral-support.ts";

const cod = "permit/COD/liangzi-lake/2025-01/2029-12";
const otherTerm = "permit/COD/liangzi-lake/2026-01/2030-12";
const so2Item = "permit/SO2/ezhou";
const so2 = `${so2Item}/2025-01/2029-12`;

describe("the coverage of a pledge", () => {
  let world: CoverageWorld;
  beforeAll(async () => {
    world = await CoverageWorld.open();
    await world.priced("8790");
  });

  /** A pledgor whose permits have prices of nobody else: of a pool and an item that only this test publishes for. */
  const office = () => world.collateral;
  async function pledgorOf(item: string, tonnes = "10"): Promise<Pledgor> {
    return office().pledgor(tonnes, `${item}/2025-01/2029-12`);
  }

  it("is price x tonnes x months not begun / 60 for one yuan secured, rounded down, and names the price", async () => {
    const [bank, firm] = [await office().bank(), await office().pledgor("10")];
    const { pledgeId, registered } = await world.pledged(bank, firm, "10", { amountCny: "24000" });
    await world.hears();
    // 45 months from April 2026 to December 2029: 8,790 x 10 x 45 / 60; 65,925 / 24,000 = 2.746875.
    expect(await world.coverage(bank, pledgeId)).toMatchObject({
      ...{
        state: "sound",
        ratio: "2.7468",
        securedCny: "24000.00",
        valueCny: "65925.00",
        leftCny: "65925.00",
        day: "2026-03-02",
        version: 1,
      },
      registrationNumber: registered.number,
      positions: [
        {
          ...{ account: firm.account, instrument: cod, quantity: "10", valueCny: "65925.00", leftCny: "65925.00" },
          basis: {
            kind: "price",
            item: codItem,
            area: "420700",
            period: "2026-Q1",
            effectiveOn: "2026-01-01",
            version: 1,
            priceCny: "8790",
          },
        },
      ],
    });
    expect(await world.crossings(pledgeId)).toEqual([]);
  });

  it("is by the appraised value, by quantity and marked as such, where no price is published", async () => {
    const [bank, firm] = [await office().bank(), await pledgorOf("permit/NOx/nowhere")];
    const { pledgeId } = await world.pledged(bank, firm, "8", { amountCny: "20000", appraisedCny: "30000" });
    await world.hears();
    expect(await world.coverage(firm, pledgeId)).toMatchObject({
      ...{ state: "sound", ratio: "1.5000", valueCny: "30000.00" },
      positions: [{ basis: { kind: "appraisal", appraisedOn: "2026-03-01" } }],
    });
  });

  it("of three pledges in rank on one slice is what those before leave, and rises when the first is cancelled", async () => {
    const item = "permit/COD/three";
    const [a, b, c, firm] = [await office().bank(), await office().bank(), await office().bank(), await pledgorOf(item, "6")];
    // 6 t x 45 / 60 = 4.5 x price: 45,000.
    await world.priced("10000", { item });
    const first = await world.pledged(a, firm, "6", { amountCny: "20000" });
    const second = await world.pledged(b, firm, "6", { ...joining(firm, first, "6"), amountCny: "10000" });
    const accepted = [first.registered.number, second.registered.number];
    const third = await world.pledged(c, firm, "6", { ...joining(firm, first, "6", accepted), amountCny: "12000" });
    await world.hears();
    expect(await world.coverage(a, first.pledgeId)).toMatchObject({ ratio: "2.2500", leftCny: "45000.00", state: "sound" });
    expect(await world.coverage(b, second.pledgeId)).toMatchObject({ ratio: "2.5000", leftCny: "25000.00", state: "sound" });
    expect(await world.coverage(c, third.pledgeId)).toMatchObject({
      ratio: "1.2500",
      leftCny: "15000.00",
      valueCny: "45000.00",
      state: "watch",
    });
    expect(await world.crossings(third.pledgeId)).toEqual(["none down watch"]);
    // The price falls: the first two lose little, the third everything.
    await world.priced("6000", { item, period: "2026-Q2", effectiveOn: "2026-03-01" });
    expect(await world.coverage(b, second.pledgeId)).toMatchObject({ ratio: "0.7000", leftCny: "7000.00", state: "breach" });
    expect(await world.coverage(c, third.pledgeId)).toMatchObject({ ratio: "0.0000", leftCny: "0.00", state: "breach" });
    await office().done(office().step(a, first.pledgeId, "cancellation", { reason: "not drawn" }));
    await world.hears();
    expect(await world.coverage(a, first.pledgeId)).toMatchObject({ state: "ended", ratio: null, positions: [] });
    expect(await world.coverage(b, second.pledgeId)).toMatchObject({ ratio: "2.7000", leftCny: "27000.00" });
    expect(await world.coverage(c, third.pledgeId)).toMatchObject({ ratio: "1.4166", leftCny: "17000.00", state: "watch" });
    expect(await world.crossings(second.pledgeId)).toEqual(["sound down breach", "breach up sound"]);
    expect(await world.crossings(third.pledgeId)).toEqual(["none down watch", "watch down breach", "breach up watch"]);
  });

  it("deducts a senior once, spread over its slices by value: the price of another position of the senior moves the junior", async () => {
    const [item, other] = ["permit/COD/spread", "permit/SO2/spread"];
    const [a, b, firm] = [await office().bank(), await office().bank(), await pledgorOf(item, "4")];
    const second = `${other}/2025-01/2029-12`;
    await office().credit(firm.account, second, "4");
    await world.priced("10000", { item });
    await world.priced("10000", { item: other });
    const parts = [firm.instrument, second].map((instrument) => ({ account: firm.account, instrument, quantity: "4" }));
    const senior = await world.pledged(a, firm, "4", { parts, amountCny: "24000" });
    const junior = await world.pledged(b, firm, "4", { ...joining(firm, senior, "4"), amountCny: "10000" });
    await world.hears();
    // 30,000 on each position; half of 24,000 falls on the junior's.
    expect(await world.coverage(a, senior.pledgeId)).toMatchObject({ ratio: "2.5000", valueCny: "60000.00" });
    expect(await world.coverage(b, junior.pledgeId)).toMatchObject({ ratio: "1.8000", valueCny: "30000.00", leftCny: "18000.00" });
    // The senior's other position halves: two thirds of its 24,000 fall on the junior's now.
    await world.priced("5000", { item: other, version: 2 });
    expect(await world.coverage(b, junior.pledgeId)).toMatchObject({ ratio: "1.4000", leftCny: "14000.00", state: "watch" });
  });

  it("falls below its lines with the price and is told once for each, to bank and pledgor alone, with what cures it", async () => {
    const item = "permit/COD/told";
    const [bank, firm] = [await office().bank(), await pledgorOf(item)];
    await world.priced("10000", { item });
    const { pledgeId } = await world.pledged(bank, firm, "8", { amountCny: "40000", contractNumber: "T-1", appraisedCny: "60000" });
    await world.hears();
    // 8 x 45 / 60 = 6 x price.
    expect(await world.coverage(bank, pledgeId)).toMatchObject({ ratio: "1.5000", state: "sound" });
    const fall = world.price("8000", { item, version: 2 });
    for (let times = 0; times < 3; times += 1) {
      await world.ear(fall);
      await world.doPages();
    }
    // 12,000 are missing to 60,000: 2 t at 6,000, or 8,000.
    const cure = { repayCny: "8000.00", add: { account: firm.account, instrument: firm.instrument, quantity: "2" } };
    expect(await world.coverage(bank, pledgeId)).toMatchObject({ ratio: "1.2000", state: "margin-call", cure });
    const told = required(
      (await world.facts()).find(({ factType, data }) => factType === "coverage-crossed" && (data as Told).pledgeId === pledgeId),
      "fact",
    ) as Fact<Told>;
    expect(told).toMatchObject({ parties: [bank.partyId, firm.partyId], areas: ["420704"] });
    expect(told.data).toMatchObject({
      ...{ from: "sound", state: "margin-call", direction: "down", ratio: "1.2000", cure },
      pricing: {
        en: `by the baseline price of Emission permit (Chemical oxygen demand, told), CNY 8,000.00 (Ezhou, 2026-Q1, from 2026-01-01, version 2)`,
      },
      curing: { zh: `追加质押排污权（化学需氧量，told，2025-01 至 2029-12） 2 吨，或偿还 8,000.00 元，即可恢复至预警线。` },
    });
    await world.priced("7000", { item, version: 3 });
    await world.priced("6000", { item, version: 4 });
    // An old price that arrives late changes nothing.
    await world.ear(fall);
    await world.doPages();
    await world.priced("11000", { item, period: "2026-Q2", effectiveOn: "2026-03-02" });
    expect(await world.coverage(bank, pledgeId)).toMatchObject({ ratio: "1.6500", state: "sound" });
    expect((await world.coverage(bank, pledgeId)).cure).toBeUndefined();
    expect(await world.crossings(pledgeId)).toEqual(["sound down margin-call", "margin-call down breach", "breach up sound"]);
  });

  it("is cured by repaying and by adding quantity, from what is stored", async () => {
    const item = "permit/COD/cured";
    const [bank, firm] = [await office().bank(), await pledgorOf(item)];
    await world.priced("8000", { item });
    const { pledgeId } = await world.pledged(bank, firm, "8", { amountCny: "40000", appraisedCny: "60000" });
    await world.hears();
    expect(await world.coverage(bank, pledgeId)).toMatchObject({ ratio: "1.2000", state: "margin-call" });
    const { own, dynamo } = world.ports;
    // 2 t are added to its 8, as added collateral is: 60,000 of value.
    const position = { account: firm.account, instrument: firm.instrument };
    const register = required(await own.register(position), "register");
    const [slice] = register.slices;
    const more = { ...required(slice, "slice"), sliceId: `${pledgeId}-2`, holdId: `${pledgeId}-2`, quantity: "2" };
    const at = office().clock.now();
    await commit(
      dynamo,
      own.registerPut({ ...register, slices: [...register.slices, more], version: register.version + 1, changedAt: at }),
    );
    const { parts } = required(await own.pledge(pledgeId), "pledge");
    await change({ parts: [...parts, { ...position, quantity: "2" }] });
    expect(await world.coverage(bank, pledgeId)).toMatchObject({ ratio: "1.5000", valueCny: "60000.00", state: "sound" });
    await world.priced("6000", { item, version: 2 });
    expect(await world.coverage(bank, pledgeId)).toMatchObject({ ratio: "1.1250", state: "margin-call" });
    await change({ disbursedCny: "40000.00", repaidCny: "10000.00", state: "disbursed" });
    expect(await world.coverage(bank, pledgeId)).toMatchObject({ ratio: "1.5000", securedCny: "30000.00", state: "sound" });
    await change({ repaidCny: "40000.00", state: "repaid" });
    expect(await world.coverage(bank, pledgeId)).toMatchObject({ ratio: null, securedCny: "0.00", state: "sound" });
    const [down, up] = ["sound down margin-call", "margin-call up sound"];
    expect(await world.crossings(pledgeId)).toEqual(["none down margin-call", up, down, up]);

    async function change(to: object): Promise<void> {
      const pledge = required(await own.pledge(pledgeId), "pledge");
      await commit(dynamo, own.pledgePut({ ...pledge, ...to, version: pledge.version + 1, changedAt: at }));
      // Any fact about it will do: what is stored is read again.
      await world.ear(required((await world.facts()).find(aboutPledge(pledgeId)), "fact about the pledge"));
    }
  });

  it("changes with the month and on the day from which a price counts, by the job alone", async () => {
    const mine = await CoverageWorld.open();
    await mine.priced("10000");
    const [bank, firm] = [await mine.collateral.bank(), await mine.collateral.pledgor("8")];
    const { pledgeId } = await mine.pledged(bank, firm, "8", { amountCny: "40000", appraisedCny: "60000" });
    await mine.hears();
    expect(await mine.coverage(bank, pledgeId)).toMatchObject({ ratio: "1.5000", state: "sound", version: 1 });
    // Published ahead: it does not count yet.
    await mine.priced("12000", { period: "2026-Q2", effectiveOn: "2026-04-10" });
    await mine.turns();
    expect(await mine.coverage(bank, pledgeId)).toMatchObject({ ratio: "1.5000", version: 1 });
    mine.collateral.clock.moveTo("2026-03-31T16:00:00.000Z");
    await mine.turns();
    // 44 months: 58,666.67.
    expect(await mine.coverage(bank, pledgeId)).toMatchObject({ ratio: "1.4666", state: "watch", day: "2026-04-01" });
    await mine.turns();
    mine.collateral.clock.moveTo("2026-04-09T16:00:00.000Z");
    await mine.turns();
    expect(await mine.coverage(bank, pledgeId)).toMatchObject({ ratio: "1.7600", state: "sound", day: "2026-04-10", version: 3 });
    expect(await mine.crossings(pledgeId)).toEqual(["sound down watch", "watch up sound"]);
    // The next month is due, and nothing else.
    mine.collateral.clock.moveTo("2026-04-30T15:59:59.000Z");
    await turnsFindNothing(mine);
    mine.collateral.clock.moveTo("2026-04-30T16:00:00.000Z");
    await mine.turns();
    expect(await mine.coverage(bank, pledgeId)).toMatchObject({ ratio: "1.7200", day: "2026-05-01" });
    const path = `/collateral/pledges/${pledgeId}/coverage/history`;
    const all = (await mine.collateral.read(bank.subject, path)) as unknown as Listed;
    expect(all.items.map(({ ratio }) => ratio)).toEqual(["1.7200", "1.7600", "1.4666", "1.5000"]);
    const page = (await mine.collateral.read(firm.subject, `${path}?limit=3`)) as unknown as Listed;
    const rest = (await mine.collateral.read(firm.subject, `${path}?limit=3&cursor=${page.nextCursor}`)) as unknown as Listed;
    expect([...page.items, ...rest.items]).toEqual(all.items);
  });

  it("is by the price of the nearest area, and a position that is no longer pledged is not looked at any more", async () => {
    const item = "permit/COD/nearest";
    const [bank, firm] = [await office().bank(), await pledgorOf(item)];
    await world.priced("10000", { item });
    await world.priced("9000", { item, area: "420703" });
    const { pledgeId } = await world.pledged(bank, firm, "8", { amountCny: "20000" });
    await world.hears();
    expect(await world.coverage(bank, pledgeId)).toMatchObject({ valueCny: "60000.00" });
    // The site is in Echeng.
    await world.priced("8000", { item, area: "420704", effectiveOn: "2025-01-01" });
    expect(await world.coverage(bank, pledgeId)).toMatchObject({ valueCny: "48000.00", positions: [{ basis: { area: "420704" } }] });
    await office().done(office().step(bank, pledgeId, "cancellation", { reason: "not drawn" }));
    await world.hears();
    const listed = [...(await world.rows()).keys()].filter((key) => key.startsWith(`priced#${item}#`));
    expect(listed).toEqual([]);
  });

  it("is read by its bank, its pledgor and the authorities of its area, and by no other bank of the same slice", async () => {
    const [a, b, firm] = [await office().bank(), await office().bank(), await office().pledgor("10", otherTerm)];
    const first = await world.pledged(a, firm, "6");
    await world.pledged(b, firm, "6", joining(firm, first, "6"));
    await world.hears();
    const [elsewhere, here] = [
      await givenMember(office().engine, { role: "regulator", area: "420703" }),
      await givenMember(office().engine, { role: "district", area: "420704" }),
    ];
    const stranger = await office().pledgor("1", so2);
    for (const as of [a.subject, firm.subject, here.subject, office().bureau, office().operator])
      expect(await world.coverage(as, first.pledgeId)).toMatchObject({ pledgeId: first.pledgeId });
    for (const as of [b.subject, stranger.subject, elsewhere.subject]) {
      for (const path of ["coverage", "coverage/history"])
        expect(await office().refused({ as, method: "GET", path: `/collateral/pledges/${first.pledgeId}/${path}` })).toMatchObject({
          code: "not-found",
        });
    }
  });

  it("of parts in two districts is read by the authorities of both, and its crossing is told in both", async () => {
    const [bank, firm] = [await office().bank(), await office().pledgor("10", otherTerm)];
    const { siteId } = await givenSite(office().engine, firm.partyId, { area: "420702" });
    const there = { ...firm, account: `site:${siteId}` };
    await office().credit(there.account, otherTerm, "10");
    const parts = [firm, there].map(({ account, instrument }) => ({ account, instrument, quantity: "1" }));
    const { pledgeId } = await world.pledged(bank, firm, "1", { parts });
    await world.hears();
    const areas = ["420704", "420702"];
    for (const area of areas) {
      const { subject } = await givenMember(office().engine, { role: "district", area });
      expect(await world.coverage(subject, pledgeId)).toMatchObject({ pledgeId, areas });
    }
    const { subject: as } = await givenMember(office().engine, { role: "district", area: "420703" });
    expect(await office().refused({ as, method: "GET", path: `/collateral/pledges/${pledgeId}/coverage` })).toMatchObject({
      code: "not-found",
    });
    const told = (await world.facts()).filter(({ data }) => (data as { pledgeId?: unknown }).pledgeId === pledgeId);
    for (const factType of ["coverage-crossed", "pledge-statement-issued"])
      expect(told.find((fact) => fact.factType === factType)).toMatchObject({ areas });
  });

  async function turnsFindNothing(of: CoverageWorld): Promise<void> {
    const before = [...(await of.rows()).values()];
    await of.turns();
    expect([...(await of.rows()).values()]).toEqual(before);
  }
});

interface Told {
  readonly pledgeId: string;
}
interface Listed {
  readonly items: readonly { readonly ratio: string }[];
  readonly nextCursor?: string;
}

function aboutPledge(pledgeId: string): (fact: Fact) => boolean {
  return ({ factType, data }) => factType === "pledge-registered" && (data as Told).pledgeId === pledgeId;
}
