import { beforeAll, describe, expect, it } from "vitest";
import { endWithRight } from "../../functions/collateral/freezes/end-with-right.ts";
import { filled } from "../../functions/notices/fill.ts";
import { noticeTexts } from "../../functions/notices/notice-texts.ts";
import { noticeWords } from "../../functions/notices/words.ts";
import { expirePermits } from "../../functions/permits/expire-permits.ts";
import { expiryPorts } from "../../functions/permits/ports.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { Pledgor, Someone } from "../support/collateral-world.ts";
import { grantedOn } from "../support/granted.ts";
import { CoverageWorld } from "./collateral-coverage-support.ts";

const sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const loanNumber = "L-7";
const words = noticeWords(noticeTexts);

type Data = Record<string, unknown>;

describe("a loan from the draft to the cancellation", () => {
  let world: CoverageWorld;
  beforeAll(async () => {
    world = await CoverageWorld.open();
  });

  const office = () => world.collateral;
  const step = (as: Someone, pledgeId: string, name: string, body: object) => office().done(office().step(as, pledgeId, name, body));

  /** A disbursed pledge of eight tonnes for 40,000 yuan: 6 x the price of the item for ten tonnes of 60 months. */
  async function disbursed(bank: Someone, firm: Pledgor, more: object = {}): Promise<string> {
    const { pledgeId } = await world.pledged(bank, firm, "8", { amountCny: "40000", appraisedCny: "60000", ...more });
    await office().lent(bank, firm, { pledgeId }, "40000");
    await world.hears();
    return pledgeId;
  }

  /** Facts of a type about a pledge, as they were stated. */
  async function toldOf(pledgeId: string, factType: string): Promise<Fact<Data>[]> {
    const facts = (await world.facts()) as Fact<Data>[];
    return facts.filter((fact) => fact.factType === factType && fact.data.pledgeId === pledgeId);
  }

  it("is told of each crossing once, to both sides, and is sound again by added tonnes that the pledgor agreed to, and by repaying", async () => {
    const item = "permit/COD/loan";
    const [bank, firm] = [await office().bank(), await office().pledgor("10", `${item}/2025-01/2029-12`)];
    await world.priced("10000", { item });
    const pledgeId = await disbursed(bank, firm);
    expect(await world.coverage(bank, pledgeId)).toMatchObject({ state: "sound", ratio: "1.5000", securedCny: "40000.00" });

    await world.priced("8000", { item, version: 2 });
    const called = await world.coverage(bank, pledgeId);
    expect(called).toMatchObject({ state: "margin-call", ratio: "1.2000", cure: { add: { quantity: "2" } } });

    // What the bank proposes changes nothing before the pledgor agrees.
    const parts = [{ account: firm.account, instrument: firm.instrument, quantity: "2" }];
    const addition = { parts, appraisedCny: "75000", appraisedOn: "2026-03-02" };
    const { changeId } = await step(bank, pledgeId, "changes", { addition, documentSha256: sha256, reason: "margin call" });
    await world.hears();
    expect(await world.coverage(bank, pledgeId)).toMatchObject({ state: "margin-call" });
    await office().done({ as: firm.subject, method: "POST", path: `/collateral/pledge-changes/${String(changeId)}/agreement` });
    await world.hears();
    expect(await world.coverage(firm, pledgeId)).toMatchObject({ state: "sound", ratio: "1.5000", valueCny: "60000.00" });
    expect(await office().position(firm)).toMatchObject({ available: "0", held: "10" });

    await world.priced("6000", { item, version: 3 });
    const second = await world.coverage(bank, pledgeId);
    expect(second).toMatchObject({ state: "margin-call", ratio: "1.1250", cure: { repayCny: "10000.00" } });
    await step(bank, pledgeId, "repayments", { amountCny: "10000", repaidOn: "2026-03-02", loanNumber });
    await world.hears();
    expect(await world.coverage(bank, pledgeId)).toMatchObject({ state: "sound", ratio: "1.5000", securedCny: "30000.00" });

    await step(bank, pledgeId, "repayments", { amountCny: "30000", repaidOn: "2026-03-02", loanNumber });
    await step(bank, pledgeId, "cancellation", { reason: "repaid" });
    await world.hears();
    expect(await world.coverage(bank, pledgeId)).toMatchObject({ state: "ended" });
    expect(await office().position(firm)).toMatchObject({ available: "10", held: "0" });

    // Every fact once more, and the last price: nothing is told again.
    for (const fact of await world.facts()) await world.ear(fact);
    await world.priced("6000", { item, version: 3 });
    const [down, up] = ["sound down margin-call", "margin-call up sound"];
    expect(await world.crossings(pledgeId)).toEqual([down, up, down, up]);
    const crossed = await toldOf(pledgeId, "coverage-crossed");
    for (const { parties } of crossed) expect(parties).toEqual([bank.partyId, firm.partyId]);
    // The firm is its own debtor: a statement of each version, from the draft to the cancellation.
    const statements = await toldOf(pledgeId, "pledge-statement-issued");
    const { version } = await office().read(bank.subject, `/collateral/pledges/${pledgeId}`);
    const told = statements.map(({ data }) => Number(data.version)).sort((one, other) => one - other);
    expect(told).toEqual(Array.from({ length: Number(version) }, (_, place) => place + 1));
  });

  it("has a coverage that falls when a part of what is pledged expires, and owes what it owed", async () => {
    const [short, long] = ["permit/COD/expiring", "permit/SO2/staying"];
    const firm = await office().pledgor("4", `${short}/2025-01/2028-12`);
    const bank = await office().bank();
    const lasting = `${long}/2025-01/2029-12`;
    await office().credit(firm.account, lasting, "4");
    await world.priced("15000", { item: short });
    await world.priced("10000", { item: long });
    const parts = [firm.instrument, lasting].map((instrument) => ({ account: firm.account, instrument, quantity: "4" }));
    const pledgeId = await disbursed(bank, firm, { parts });
    // 15,000 x 4 x 33 / 60 and 10,000 x 4 x 45 / 60.
    expect(await world.coverage(bank, pledgeId)).toMatchObject({ state: "sound", ratio: "1.5750", valueCny: "63000.00" });
    const now = office().clock.now();
    office().clock.moveTo("2028-12-31T16:00:00.000Z");
    await expirePermits(expiryPorts((await grantedOn(office().engine, office().clock)) as never));
    await endWithRight(office().ports, { position: firm, at: office().clock.now() });
    await world.hears();
    // One year of the other is left: 10,000 x 4 x 11 / 60.
    expect(await world.coverage(bank, pledgeId)).toMatchObject({
      ...{ state: "breach", securedCny: "40000.00", valueCny: "7333.33" },
      positions: [{ instrument: lasting, quantity: "4" }],
    });
    expect(await world.crossings(pledgeId)).toEqual(["sound down breach"]);
    const [expired] = await toldOf(pledgeId, "pledge-part-expired");
    expect(notice(required(expired, "fact")).zh).toContain("债务");
    office().clock.moveTo(now);
  });

  it("is told in words: every notice of its life is whole, names permits and money as people write them, and what a filing differs in", async () => {
    const item = "permit/COD/liangzi-lake";
    const [bank, firm] = [await office().bank(), await office().pledgor("10", `${item}/2025-01/2029-12`)];
    await world.priced("8000", { item });
    const { pledgeId } = await world.pledged(bank, firm, "8", { amountCny: "40000", appraisedCny: "60000" });
    await office().filed(bank, { ...firm, name: "别的名称" }, { pledgeId }, "39000", { until: "2027-06-30" });
    await world.hears();
    await office().frozen(firm, "2");
    const facts = ((await world.facts()) as Fact<Data>[]).filter(
      ({ data, parties }) => data.pledgeId === pledgeId || parties.includes(firm.partyId),
    );
    const notices = new Map(facts.flatMap((fact) => (words.textOf(fact.factType) ? [[fact.factType, notice(fact)] as const] : [])));
    expect([...notices.keys()]).toEqual(
      expect.arrayContaining(["pledge-registered", "pledge-filing-differs", "coverage-crossed", "freeze-entered"]),
    );
    for (const [factType, { zh, en }] of notices) expect(`${zh} ${en}`, factType).not.toMatch(/[{}]|undefined/);
    expect(notices.get("pledge-registered")?.zh).toContain("担保金额 40,000.00 元");
    expect(notices.get("pledge-filing-differs")).toMatchObject({
      zh: expect.stringContaining("涉及：担保金额、出质人名称、登记期限。"),
      en: expect.stringContaining("the amount secured, the pledgor's name and the term"),
    });
    expect(notices.get("coverage-crossed")?.zh).toContain(
      "追加质押排污权（化学需氧量，梁子湖流域，2025-01 至 2029-12） 2 吨，或偿还 8,000.00 元，即可恢复至预警线。",
    );
    expect(notices.get("freeze-entered")?.zh).toContain("的 排污权（化学需氧量，梁子湖流域，2025-01 至 2029-12） 共 2 吨");
  });

  /** The notice of a fact, as its parties read it. */
  function notice({ factType, data }: Fact<Data>) {
    return filled(required(words.textOf(factType), factType), data, words.wordsOf(factType));
  }
});
