import { beforeAll, describe, expect, it } from "vitest";
import { coverageNotices } from "../../functions/collateral/coverage/notices.ts";
import { filled } from "../../functions/notices/fill.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { keyOf, putItems } from "../../shared/store/client.ts";
import { joining, type Pledgor, type Registered, type Someone } from "../support/collateral-world.ts";
import { CoverageWorld, codItem } from "./collateral-coverage-support.ts";

type Body = Record<string, unknown>;
interface Stressed {
  readonly items: readonly (Body & { readonly pledgeId: string })[];
  readonly nextCursor?: string;
}
const so2Item = "permit/SO2/ezhou";
const so2 = `${so2Item}/2025-01/2029-12`;

describe("the portfolio of a bank", () => {
  let world: CoverageWorld;
  let [bank, other]: Someone[] = [];
  /** Pledges by what they are. */
  let pledges: Readonly<Record<"breach" | "call" | "watch" | "sound" | "mixed" | "appraised", Registered>>;
  let junior: Registered;
  let firms: readonly Pledgor[];

  beforeAll(async () => {
    world = await CoverageWorld.open();
    const { collateral } = world;
    [bank, other] = [await collateral.bank(), await collateral.bank()];
    await world.priced("10000");
    await world.priced("4000", { item: so2Item });
    // 8 t are worth 60,000 each.
    const pledged = async (amountCny: string, more: object = {}) => {
      const firm = await collateral.pledgor("10");
      return [firm, await world.pledged(bank as Someone, firm, "8", { amountCny, appraisedCny: "200000", ...more })] as const;
    };
    const made = [await pledged("80000"), await pledged("50000"), await pledged("45000"), await pledged("20000")] as const;
    const mixedFirm = await collateral.pledgor("10");
    await collateral.credit(mixedFirm.account, so2, "10");
    const parts = [mixedFirm.instrument, so2].map((instrument) => ({ account: mixedFirm.account, instrument, quantity: "8" }));
    const mixed = await world.pledged(bank as Someone, mixedFirm, "8", { parts, amountCny: "56000", appraisedCny: "200000" });
    const unpricedFirm = await collateral.pledgor("10", "permit/NOx/nowhere/2025-01/2029-12");
    const appraised = await world.pledged(bank as Someone, unpricedFirm, "10", { amountCny: "20000", appraisedCny: "40000" });
    const [[firm, breach], [, call], [, watch], [soundFirm, sound]] = made;
    junior = await world.pledged(other as Someone, soundFirm, "8", { ...joining(soundFirm, sound, "8"), amountCny: "20000" });
    pledges = { breach, call, watch, sound, mixed, appraised };
    firms = [firm, soundFirm];
    await world.hears();
  });

  const read = (path: string, as: Someone | undefined = bank): Promise<Body> => world.collateral.read(String(as?.subject), path);
  const idsOf = ({ items }: Body): string[] => (items as { readonly pledgeId: string }[]).map(({ pledgeId }) => pledgeId);
  const ids = (...names: readonly (keyof typeof pledges)[]) => names.map((name) => pledges[name].pledgeId);

  it("is listed with the worst state and the lowest ratio first, page by page, and by state", async () => {
    const all = idsOf(await read("/collateral/coverage"));
    // 0.75, 1.2, 1.3333; then mixed (84,000 / 56,000 = 1.5), appraised (2) and sound (3).
    expect(all).toEqual(ids("breach", "call", "watch", "mixed", "appraised", "sound"));
    const pages: string[] = [];
    let cursor: unknown;
    do {
      const page = await read(`/collateral/coverage?limit=4${cursor === undefined ? "" : `&cursor=${String(cursor)}`}`);
      pages.push(...idsOf(page));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(pages).toEqual(all);
    expect(idsOf(await read("/collateral/coverage?state=margin-call"))).toEqual(ids("call"));
    expect(idsOf(await read("/collateral/coverage?state=sound"))).toEqual(ids("mixed", "appraised", "sound"));
    expect(
      await world.collateral.refused({ as: String(bank?.subject), method: "GET", path: "/collateral/coverage?state=ended" }),
    ).toMatchObject({
      code: "validation-failed",
    });
  });

  it("has totals by state that follow every change, and shows nothing of other banks", async () => {
    const totals = async (as?: Someone) =>
      ((await read("/collateral/coverage/totals", as)).items as Body[]).map(
        ({ state, pledges: number, securedCny, leftCny }) => `${state} ${number} ${securedCny} ${leftCny}`,
      );
    expect(await totals()).toEqual([
      "breach 1 80000.00 60000.00",
      "margin-call 1 50000.00 60000.00",
      "watch 1 45000.00 60000.00",
      "sound 3 96000.00 184000.00",
    ]);
    // 60,000 less the 20,000 of the senior.
    expect(await totals(other)).toEqual([
      "breach 0 0.00 0.00",
      "margin-call 0 0.00 0.00",
      "watch 0 0.00 0.00",
      "sound 1 20000.00 40000.00",
    ]);
    expect(idsOf(await read("/collateral/coverage", other))).toEqual([junior.pledgeId]);
    const { collateral } = world;
    const firm = await collateral.pledgor("8");
    const extra = await world.pledged(other as Someone, firm, "8", { amountCny: "45000", appraisedCny: "200000" });
    await world.hears();
    expect((await totals(other))[2]).toBe("watch 1 45000.00 60000.00");
    await collateral.cancelled(other as Someone, extra);
    await world.hears();
    expect((await totals(other))[2]).toBe("watch 0 0.00 0.00");
    expect(await collateral.refused({ as: firm.subject, method: "GET", path: "/collateral/coverage/totals" })).toMatchObject({
      code: "role-not-allowed",
    });
  });

  it("is tried with a fall of all prices, of one item or of one pollutant, from what is stored and without writing", async () => {
    const before = [...(await world.rows()).values()];
    const stressed = async (query: string, as?: Someone) => {
      const { items } = (await read(`/collateral/coverage/stress?${query}`, as)) as unknown as Stressed;
      return Object.fromEntries(
        items.map(({ pledgeId, ratio, stressedRatio, state, stressedState }) => [
          pledgeId,
          `${ratio} ${state} > ${stressedRatio} ${stressedState}`,
        ]),
      );
    };
    const all = await stressed("fallPercent=20");
    expect(all[pledges.sound.pledgeId]).toBe("3.0000 sound > 2.4000 sound");
    expect(all[pledges.watch.pledgeId]).toBe("1.3333 watch > 1.0666 margin-call");
    // A fall of everything reaches what was only appraised, too.
    expect(all[pledges.appraised.pledgeId]).toBe("2.0000 sound > 1.6000 sound");
    expect(all[pledges.mixed.pledgeId]).toBe("1.5000 sound > 1.2000 margin-call");
    const ofSo2 = await stressed("fallPercent=50&pollutant=SO2");
    expect(ofSo2[pledges.mixed.pledgeId]).toBe("1.5000 sound > 1.2857 watch");
    expect(ofSo2[pledges.appraised.pledgeId]).toBe("2.0000 sound > 2.0000 sound");
    expect(ofSo2[pledges.watch.pledgeId]).toBe("1.3333 watch > 1.3333 watch");
    expect((await stressed(`fallPercent=12.5&item=${encodeURIComponent(codItem)}`))[pledges.mixed.pledgeId]).toBe(
      "1.5000 sound > 1.3660 watch",
    );
    // The junior feels the whole fall: 48,000 less 20,000.
    expect((await stressed("fallPercent=20", other))[junior.pledgeId]).toBe("2.0000 sound > 1.4000 watch");
    expect((await stressed("fallPercent=100"))[pledges.sound.pledgeId]).toBe("3.0000 sound > 0.0000 breach");
    expect((await stressed("fallPercent=0"))[pledges.sound.pledgeId]).toBe("3.0000 sound > 3.0000 sound");
    for (const wrong of ["", "fallPercent=100.01", "fallPercent=-1", "fallPercent=20&item=%2F", "fallPercent=1.234"])
      expect(
        await world.collateral.refused({ as: String(bank?.subject), method: "GET", path: `/collateral/coverage/stress?${wrong}` }),
      ).toMatchObject({
        code: "validation-failed",
      });
    expect([...(await world.rows()).values()]).toEqual(before);
  });

  it("is exported under stress as CSV, a line for each position, page by page as its header leads", async () => {
    const lines: string[] = [];
    let path: string | undefined = "/collateral/coverage/stress.csv?fallPercent=20&pollutant=SO2&limit=4";
    let header = "";
    for (let pages = 1; path !== undefined; pages += 1) {
      const { status, headers, body } = await world.collateral.call({ as: String(bank?.subject), method: "GET", path });
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="coverage-stress.csv"',
      });
      const [first = "", ...rest] = String(body).trimEnd().split("\r\n");
      header = first;
      lines.push(...rest);
      path = /^<(.+)>; rel="next"$/.exec(headers.link ?? "")?.[1];
      expect(pages).toBeLessThan(4);
    }
    expect(header).toBe(
      "pledgeId,registrationNumber,account,instrument,quantity,valueCny,stressedValueCny,securedCny,leftCny,stressedLeftCny,coverage,stressedCoverage,state,stressedState",
    );
    expect(lines.length).toBe(7);
    const mixed = lines.filter((line) => line.startsWith(pledges.mixed.pledgeId));
    expect(mixed.map((line) => line.split(",").slice(3).join(","))).toEqual([
      "permit/COD/liangzi-lake/2025-01/2029-12,8,60000.00,60000.00,56000.00,84000.00,79200.00,1.5000,1.4142,sound,watch",
      `${so2},8,24000.00,19200.00,56000.00,84000.00,79200.00,1.5000,1.4142,sound,watch`,
    ]);
  });

  it("gives the debtor, where it is a member, one statement of each version, which debtor, pledgor and bank can read", async () => {
    const { collateral } = world;
    const debtor = await collateral.pledgor("1", so2);
    await claim(debtor);
    const firm = await collateral.pledgor("10");
    const more = { debtor: { creditCode: debtor.creditCode, legalName: debtor.name }, amountCny: "20000", contractNumber: "D-1" };
    const pledge = await world.pledged(bank as Someone, firm, "8", more);
    const { account, instrument } = firm;
    const released = { parts: [{ account, instrument, sliceId: pledge.slices[0]?.sliceId, quantity: "3" }], reason: "a part is repaid" };
    world.tick();
    await collateral.done(collateral.step(bank as Someone, pledge.pledgeId, "releases", released));
    world.tick();
    await collateral.cancelled(bank as Someone, pledge);
    await world.hears();
    // Facts that are heard again, the other way round, give nothing twice.
    for (const fact of (await world.facts()).toReversed()) await world.ear(fact);
    const path = `/collateral/pledges/${pledge.pledgeId}/statements`;
    const { items } = await read(path, debtor);
    expect(items).toMatchObject([
      { version: 5, state: "cancelled", securedCny: "0.00", pledged: [], owedCny: "0.00" },
      { version: 4, state: "registered", securedCny: "20000.00", pledged: [{ account, instrument, quantity: "5" }] },
      { version: 3, state: "registered", amountCny: "20000.00", pledged: [{ account, instrument, quantity: "8" }] },
      { version: 2, state: "confirmed", pledged: [] },
      { version: 1, state: "drafted", pledged: [], debtorName: debtor.name, contractNumber: "D-1" },
    ]);
    const page = await read(`${path}?limit=2`, firm);
    const rest = await read(`${path}?limit=25&cursor=${String(page.nextCursor)}`, bank);
    expect([...(page.items as Body[]), ...(rest.items as Body[])]).toEqual(items);
    for (const as of [other?.subject, firms[0]?.subject])
      expect(await collateral.refused({ as: String(as), method: "GET", path })).toMatchObject({ code: "not-found" });
    const told = (await world.facts()).filter(
      ({ factType, data }) => factType === "pledge-statement-issued" && (data as Body).pledgeId === pledge.pledgeId,
    );
    expect(told.map(({ data }) => (data as Body).version).sort()).toEqual([1, 2, 3, 4, 5]);
    for (const { parties } of told) expect(parties).toEqual([debtor.partyId]);
    const third = told.find(({ data }) => (data as Body).version === 3) as Fact<Body>;
    const { zh, en } = filled(coverageNotices.texts["pledge-statement-issued"], third.data, coverageNotices.words);
    expect(zh).toContain(
      `质押物 排污权（化学需氧量，梁子湖流域，2025-01 至 2029-12） 8 吨；约定担保 20,000.00 元，当前担保 20,000.00 元；已放款 0.00 元，已偿还 0.00 元，尚欠 0.00 元`,
    );
    expect(en).toContain(
      `pledged is 8 t of Emission permit (Chemical oxygen demand, Liangzi Lake basin, 2025-01 to 2029-12); the contract secures CNY 20,000.00, now CNY 20,000.00`,
    );
    expect(`${zh}${en}`).not.toMatch(/[{}]/);
  });

  it("writes what crossed which line, by which price and what cures it, in both languages", async () => {
    const crossed = (await world.facts()).find(
      ({ factType, data }) => factType === "coverage-crossed" && (data as Body).pledgeId === pledges.call.pledgeId,
    ) as Fact<Body>;
    const { zh, en } = filled(coverageNotices.texts["coverage-crossed"], crossed.data, coverageNotices.words);
    const number = pledges.call.registered.number;
    expect(en).toContain(`Pledge ${number} of `);
    expect(en).toContain(
      "went from “none yet” to “margin call”: coverage is 1.2000, with CNY 60,000.00 left after seniors for CNY 50,000.00 secured.",
    );
    expect(en).toContain(
      "Valued by the baseline price of Emission permit (Chemical oxygen demand, Liangzi Lake basin), CNY 10,000.00 (Ezhou, 2026-Q1, from 2026-01-01, version 1). Pledging 2 t more of",
    );
    expect(zh).toContain("由“尚无”转为“追加质押”：覆盖率 1.2000，扣除在先受偿后价值 60,000.00 元，被担保余额 50,000.00 元。");
    expect(zh).toContain("追加质押排污权（化学需氧量，梁子湖流域，2025-01 至 2029-12） 2 吨，或偿还 10,000.00 元，即可恢复至预警线。");
    expect(`${zh}${en}`).not.toMatch(/[{}]/);
  });

  /** Puts the row by which a credit code leads to its member, as its registration does. */
  function claim({ creditCode, partyId }: Someone): Promise<void> {
    const { dynamo, tables } = world.collateral.engine;
    const row = { ...keyOf({ pk: `code#${creditCode}`, sk: "code" }), state: { S: "held" }, partyId: { S: partyId } };
    return putItems(dynamo, tables.Parties, [row]);
  }
});
