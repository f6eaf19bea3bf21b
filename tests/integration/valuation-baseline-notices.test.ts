import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { BaselineNoticePage } from "../../functions/valuation/baseline/contract.ts";
import { baselineFacts } from "../../functions/valuation/baseline/contract-facts.ts";
import { listHolders, listPledge } from "../../functions/valuation/baseline/notices-to-holders/list.ts";
import { listPorts, tellPorts } from "../../functions/valuation/baseline/notices-to-holders/ports.ts";
import { firstPages, rowsOfPage, tellPage } from "../../functions/valuation/baseline/notices-to-holders/tell-page.ts";
import { partyAccount, siteAccount } from "../../shared/ledger/account.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { openPostOffice } from "../support/post-office.ts";
import { storedFacts } from "../support/stored-facts.ts";
import { BaselineWorld, cod } from "./valuation-baseline-support.ts";

const permit = `${cod}/2026-01/2030-12`;
const allowance = "allowance/hubei/2025/2027-12";

/** Postings of an entry that moves a quantity of an instrument from somewhere to an account. */
function moved(account: string, instrument: string, quantity = "1", from = "reserve:liangzi-lake") {
  const cause = { kind: "test", reference: randomUUID() };
  const postings = [
    { account: from, instrument, available: `-${quantity}`, held: "0" },
    { account, instrument, available: quantity, held: "0" },
  ];
  return { cause, postings };
}

describe("holders of what a baseline price is for, and banks with a pledge on it", () => {
  let world: BaselineWorld;
  let told: readonly { readonly partyId: string; readonly version: number }[];
  beforeEach(async () => {
    world = await BaselineWorld.open();
  });
  const list = () => listPorts(world.granted);

  /** A worker whose queue is a list. */
  function worker(asked: BaselineNoticePage[]) {
    return { ...tellPorts(world.granted), pages: { send: async (pages: readonly BaselineNoticePage[]) => void asked.push(...pages) } };
  }
  /** Does every page of a version, each message as often as said; how many messages there were. */
  async function tell(priceId: unknown, version = 1, times = 1): Promise<number> {
    const asked = firstPages({ priceId: String(priceId), version });
    const ports = worker(asked);
    let done = 0;
    for (let page = asked.shift(); page; page = asked.shift()) {
      const next = asked.length;
      for (let time = 0; time < times; time += 1) await tellPage(ports, page);
      // Every repeat asks for the same next page.
      expect(new Set(asked.slice(next).map((each) => JSON.stringify(each))).size).toBeLessThan(2);
      asked.splice(next + 1);
      done += 1;
    }
    const facts = await storedFacts(world.engine, baselineFacts.baselinePriceTold, () => true, "Valuation");
    told = facts.map(({ parties: [partyId = ""], data }) => ({ partyId, version: data.version }));
    for (const { parties } of facts) expect(parties).toHaveLength(1);
    return done;
  }
  const whoWasTold = (version = 1) => told.filter((each) => each.version === version).map(({ partyId }) => partyId);

  async function holder(area = "420700"): Promise<string> {
    const { partyId } = await givenMember(world.engine, { role: "enterprise", area });
    const { siteId } = await givenSite(world.engine, partyId, { area });
    await listHolders(list(), moved(siteAccount(siteId), permit));
    return partyId;
  }

  it("are told once of each version: the owner of a site, a member and the bank of a pledge, and nobody else", async () => {
    const owner = await holder();
    const other = await givenMember(world.engine, { role: "enterprise" });
    await listHolders(list(), moved(partyAccount(other.partyId), allowance, "5", "issue:1"));
    const bank = await givenMember(world.engine, { role: "bank" });
    const pledgor = await givenMember(world.engine, { role: "enterprise" });
    const site = await givenSite(world.engine, pledgor.partyId);
    const positions = [{ account: siteAccount(site.siteId), instrument: permit }];
    await listPledge(list(), { bankId: bank.partyId, pledgorId: pledgor.partyId, positions });

    const { priceId } = await world.publish(cod, "2026-Q1", "8790");
    await tell(priceId);
    expect(whoWasTold().toSorted()).toEqual([owner, bank.partyId, pledgor.partyId].toSorted());
    const carbon = await world.publish("allowance/hubei", "2026-03", "41.5");
    await tell(carbon.priceId);
    expect(told.filter(({ partyId }) => partyId === other.partyId)).toHaveLength(1);
    await world.correct(cod, "2026-Q1", 1, "9000");
    await tell(priceId, 2);
    expect(whoWasTold(2).toSorted()).toEqual([owner, bank.partyId, pledgor.partyId].toSorted());
  });

  it("are on the list by what they get, not by what leaves, nor by cash, quota and other classes without a price", async () => {
    const { partyId } = await givenMember(world.engine, { role: "enterprise" });
    const { siteId } = await givenSite(world.engine, partyId);
    await listHolders(list(), moved("reserve:liangzi-lake", permit, "1", siteAccount(siteId)));
    await listHolders(list(), moved(partyAccount(partyId), "CNY", "1", "treasury:1"));
    await listHolders(list(), moved(siteAccount(siteId), "need/COD/mill-1", "1", "issue:1"));
    await listHolders(list(), moved(siteAccount("unknown"), permit));
    const { priceId } = await world.publish(cod, "2026-Q1", "8790");
    await tell(priceId);
    expect(told).toEqual([]);
  });

  it("are told of prices for an area around what they hold, once even with sites in several areas", async () => {
    const [liangzihu, echeng] = [await holder("420702"), await holder("420704")];
    const { partyId: both } = await givenMember(world.engine, { role: "enterprise" });
    for (const area of ["420702", "420703", "420704"]) {
      const { siteId } = await givenSite(world.engine, both, { area });
      await listHolders(list(), moved(siteAccount(siteId), permit));
    }
    const district = await world.publish(cod, "2026-Q1", "8500", { area: "420702" });
    await tell(district.priceId);
    expect(whoWasTold().toSorted()).toEqual([liangzihu, both].toSorted());
    const city = await world.publish(cod, "2026-Q1", "8790");
    await tell(city.priceId);
    expect(told.filter(({ partyId }) => partyId === both)).toHaveLength(2);
    expect(told.filter(({ partyId }) => partyId === echeng)).toHaveLength(1);
  });

  it("are all told exactly once over many pages, though every message comes three times and others join meanwhile", async () => {
    const parties = Array.from({ length: rowsOfPage * 10 }, () => randomUUID());
    const rows = parties.flatMap((partyId, place) =>
      ["420700", ...(place % 2 === 0 ? ["420702"] : [])].map((area) => ({ item: cod, partyId, area })),
    );
    await list().values.putTold(rows);
    const { priceId } = await world.publish(cod, "2026-Q1", "8790");
    const asked = firstPages({ priceId: String(priceId), version: 1 });
    const half = worker(asked);
    for (let step = 0; step < 8; step += 1) {
      const page = asked.shift();
      if (page) await tellPage(half, page);
    }
    const latecomers = Array.from({ length: rowsOfPage * 2 }, () => randomUUID());
    await list().values.putTold(latecomers.map((partyId) => ({ item: cod, partyId, area: "420700" })));
    // All over again, as if no message had been acknowledged.
    expect(await tell(priceId, 1, 3)).toBeGreaterThan(16);
    const names = whoWasTold();
    expect(new Set(names).size).toBe(names.length);
    expect(parties.filter((partyId) => !names.includes(partyId))).toEqual([]);
    await tell(priceId);
    expect(whoWasTold()).toHaveLength(names.length);
  });

  it("are told once where two workers have the same message at the same moment", async () => {
    const parties = Array.from({ length: 40 }, () => randomUUID());
    await list().values.putTold(parties.map((partyId) => ({ item: cod, partyId, area: "420700" })));
    const { priceId } = await world.publish(cod, "2026-Q1", "8790");
    const pages = firstPages({ priceId: String(priceId), version: 1 });
    await Promise.all([...pages, ...pages, ...pages].map((page) => tellPage(worker([]), page)));
    await tell(priceId);
    expect(whoWasTold().toSorted()).toEqual(parties.toSorted());
  });

  it("read the old and the new price, and why it was corrected", async () => {
    const { partyId, subject } = await givenMember(world.engine, { role: "enterprise" });
    const { siteId } = await givenSite(world.engine, partyId);
    await listHolders(list(), moved(siteAccount(siteId), permit));
    const first = await world.publish(cod, "2026-Q1", "8790");
    const second = await world.publish(cod, "2026-Q2", "8900");
    await world.correct(cod, "2026-Q2", 1, "9000.5", { reason: "a digit was misprinted" });
    for (const [priceId, version] of [
      [first.priceId, 1],
      [second.priceId, 1],
      [second.priceId, 2],
    ] as const)
      await tell(priceId, version);
    const office = await openPostOffice(world.engine, world.clock);
    const facts = await storedFacts(world.engine, baselineFacts.baselinePriceTold, () => true, "Valuation");
    for (const fact of [...facts, ...facts]) await office.tell(fact);
    const { body } = await office.call({ as: subject, method: "GET", path: "/notices" });
    const texts = (body as { items: { text: { zh: string; en: string } }[] }).items.map(({ text }) => text);
    expect(texts.map(({ en }) => en)).toEqual([
      "The baseline price of Emission permit (Chemical oxygen demand, Liangzi Lake basin) in Ezhou for 2026-Q2 is 9,000.50 CNY instead of 8,900.00 CNY, corrected because: a digit was misprinted (CNY per t/a for five years), and counts from 2026-04-01 (EZ-2026-2).",
      "The baseline price of Emission permit (Chemical oxygen demand, Liangzi Lake basin) in Ezhou for 2026-Q2 is 8,900.00 CNY instead of 8,790.00 CNY (CNY per t/a for five years), and counts from 2026-04-01 (EZ-2026-1).",
      "The baseline price of Emission permit (Chemical oxygen demand, Liangzi Lake basin) in Ezhou for 2026-Q1 is 8,790.00 CNY (CNY per t/a for five years), and counts from 2026-01-01 (EZ-2026-1).",
    ]);
    expect(texts[0]?.zh).toBe(
      "排污权（化学需氧量，梁子湖流域）在鄂州市的 2026-Q2 基准价由 8,900.00 元调整为 9,000.50 元（更正：a digit was misprinted），单位：元/吨（五年），自 2026-04-01 起适用（文号 EZ-2026-2）。",
    );
  });
});
