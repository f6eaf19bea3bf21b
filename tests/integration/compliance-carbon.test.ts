import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { carbonFacts } from "../../functions/carbon/contract.ts";
import { obligationPage } from "../../functions/compliance/contract.ts";
import { compliance } from "../../functions/compliance/deployment.ts";
import { doPage, pagesOfPrice, pagesOfTime } from "../../functions/compliance/obligations/pages.ts";
import { reactionsOf } from "../../functions/compliance/obligations/reactions.ts";
import { compliancePorts, hearingPorts, pagePorts } from "../../functions/compliance/ports.ts";
import { valuationFacts } from "../../functions/valuation/contract.ts";
import { endOfDay, startOfDay } from "../../shared/kernel/calendar.ts";
import type { Fact, FactSchema } from "../../shared/kernel/fact.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { transferFact } from "../../shared/ledger/contract.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { commit } from "../../shared/store/transaction.ts";
import { factConsumer, reaction } from "../../shared/streams/fact-consumer.ts";
import { openQueue } from "../../shared/streams/queues.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { complianceEar } from "../support/compliance.ts";
import { type Engine, engineWithOwn } from "../support/engine.ts";
import { type Granted, grantedOn } from "../support/granted.ts";
import { freshQueue, queueEvent, type TestQueue } from "../support/queues.ts";
import { statedAbout } from "../support/stated-facts.ts";

const december = endOfDay("2026-12-31");
const vintage = "allowance/national/2025/2026-12";
const later = "allowance/national/2026/2027-12";

describe("what an entity has to surrender", () => {
  let engine: Engine;
  let clock: TestClock;
  let granted: Granted;
  let queue: TestQueue;
  let pages: ReturnType<typeof pagePorts>;
  let ear: (fact: Fact) => Promise<void>;
  let seconds = 0;
  beforeAll(async () => {
    // Prices of a market are everybody's: this test has a table of its own.
    engine = await engineWithOwn("Compliance");
    clock = testClock("2026-10-10T01:00:00.000Z");
    granted = await grantedOn(engine, clock);
    queue = await freshQueue();
    pages = { ...pagePorts(granted), pages: openQueue(queue.sqs, queue.queueUrl) };
    const reactions = reactionsOf({ ...hearingPorts(granted), pages: pages.pages }) as Readonly<
      Record<string, (fact: Fact) => Promise<void>>
    >;
    const others = complianceEar(granted);
    ear = (fact) => (fact.factType === "price-published" ? required(reactions[fact.factType], "reaction")(fact) : others(fact));
  });

  function fact(schema: FactSchema, data: unknown, parties: readonly string[] = []): Fact {
    seconds += 1;
    const occurredAt = new Date(Date.parse(clock.now()) + seconds).toISOString();
    const envelope = { factId: randomUUID(), factType: schema.factType, schemaVersion: schema.schemaVersion, occurredAt };
    return { ...envelope, actor: "test", parties, areas: ["420704"], data: schema.data.parse(data) };
  }
  const stated = (partyId: string, more: object = {}) => {
    const entity = { partyId, partyName: "Echeng Power", creditCode: "91", area: "420704", year: "2025" };
    const tonnes = { requiredTonnes: "1000", addedTonnes: "0", surrenderedTonnes: "0", offsetTonnes: "0", offsetLimitTonnes: "50" };
    const because = { factType: "carbon-report-accepted", reference: "r" };
    const data = { ...entity, market: "national", ...tonnes, deadlineAt: december, state: "open", version: 1, because, ...more };
    return fact(carbonFacts.obligationChanged, data, [partyId]);
  };
  const moved = (partyId: string, instrument: string, available: string, held = "0", heldFor = {}) =>
    fact(transferFact, {
      cause: { kind: "t", reference: "t" },
      postings: [{ account: `party:${partyId}`, instrument, available, held, heldFor }],
    });
  const priced = (date: string, priceCny: string, volumeTonnes: string, version = 1) => {
    const figures = { priceCny, volumeTonnes, documentNumber: "X", source: "exchange", version };
    return fact(valuationFacts.pricePublished, { market: "national", date, ...figures });
  };
  const obligation = async (partyId: string, year = "2025") =>
    required(await compliancePorts(granted).own.obligation(`${partyId}.${year}.CO2`), "obligation");
  const figures = async (partyId: string, year = "2025") => {
    const { heldTonnes, gapTonnes, state } = await obligation(partyId, year);
    return [heldTonnes.toFixed(), gapTonnes.toFixed(), state];
  };
  /** Does the pages that wait, and those that they ask for. */
  async function drain(): Promise<number> {
    for (let done = 0; ; ) {
      const messages = await queue.take();
      if (messages.length === 0) return done;
      for (const message of messages) await doPage(pages, obligationPage.parse(JSON.parse(message)));
      done += messages.length;
    }
  }

  it("is covered by allowances of its market that are available, and not by those pledged, frozen, expired or needed for an earlier year", async () => {
    const partyId = randomUUID();
    await ear(stated(partyId));
    expect(await figures(partyId)).toEqual(["0", "1000", "short"]);
    await ear(moved(partyId, vintage, "700"));
    await ear(moved(partyId, vintage, "-100", "100", { pledge: "100" }));
    await ear(moved(partyId, vintage, "-50", "50", { freeze: "50" }));
    await ear(moved(partyId, "allowance/hubei/2025/2026-12", "5000"));
    await ear(moved(partyId, "allowance/national/2023/2026-09", "5000"));
    expect(await figures(partyId)).toEqual(["550", "450", "short"]);
    const row = await obligation(partyId);
    expect([row.pledgedTonnes.toFixed(), row.frozenTonnes.toFixed()]).toEqual(["100", "50"]);
    await ear(moved(partyId, later, "600"));
    expect(await figures(partyId)).toEqual(["1150", "0", "covered"]);
    // What 2025 needs does not cover 2026, too; once it is surrendered it needs nothing.
    await ear(stated(partyId, { year: "2026", requiredTonnes: "400", deadlineAt: endOfDay("2027-12-31") }));
    expect(await figures(partyId, "2026")).toEqual(["150", "250", "short"]);
    await ear(moved(partyId, later, "-600"));
    await ear(moved(partyId, vintage, "-400"));
    await ear(stated(partyId, { surrenderedTonnes: "950", offsetTonnes: "50", state: "met", version: 2 }));
    expect(await figures(partyId)).toEqual(["150", "0", "met"]);
    expect(await figures(partyId, "2026")).toEqual(["150", "250", "short"]);
    // An older state that arrives late changes nothing.
    await ear(stated(partyId, { requiredTonnes: "5", version: 1 }));
    expect((await obligation(partyId)).state).toBe("met");
    clock.moveTo(startOfDay("2027-01-01"));
    for (const page of pagesOfTime([`${partyId}.2026.CO2`])) await doPage(pages, page);
    // The vintage of 2025 has expired.
    expect(await figures(partyId, "2026")).toEqual(["0", "400", "short"]);
    clock.moveTo("2026-10-10T01:00:00.000Z");
  });

  it("counts no more certified reductions than the share of a lowered figure allows", async () => {
    const partyId = randomUUID();
    await ear(stated(partyId, { requiredTonnes: "900", surrenderedTonnes: "850", offsetTonnes: "50", offsetLimitTonnes: "45" }));
    expect(await figures(partyId)).toEqual(["0", "5", "short"]);
  });

  it("short of 1,000 t at an average of 62.36 it may cost 311,800 to 623,600 CNY; a price writes only what it changes", async () => {
    const [one, other, met] = [randomUUID(), randomUUID(), randomUUID()];
    await ear(stated(one));
    await ear(stated(other, { deadlineAt: endOfDay("2026-10-31"), requiredTonnes: "10" }));
    await ear(stated(met, { surrenderedTonnes: "1000", state: "met" }));
    expect((await obligation(one)).exposure).toBe("no-price");
    const before = [await obligation(other), await obligation(met)];
    await ear(priced("2026-11-03", "60", "100"));
    await ear(priced("2026-11-04", "70", "100"));
    await drain();
    expect((await obligation(one)).exposure).toMatchObject({ basis: { averageCny: "65.00", from: "2026-11-01", until: "2026-11-30" } });
    // Corrected: (60 x 100 + 64.72 x 100) / 200.
    await ear(priced("2026-11-04", "64.72", "100", 2));
    await ear(priced("2026-12-01", "999", "100"));
    await drain();
    const after = await obligation(one);
    expect(after.exposure).toMatchObject({ fromCny: "311800.00", toCny: "623600.00", basis: { tonnes: "1000", averageCny: "62.36" } });
    expect([await obligation(other), await obligation(met)]).toEqual(before);
    const writes = after.version;
    await ear(priced("2026-11-04", "64.72", "100", 2));
    await drain();
    expect((await obligation(one)).version).toBe(writes);
  });

  it("a price looks at every short obligation of its market, page by page", async () => {
    const many = Array.from({ length: 24 }, () => randomUUID());
    const { own } = hearingPorts(granted);
    const from = "2031-11-10";
    await Promise.all(many.map((partyId) => ear(stated(partyId, { year: "2030", deadlineAt: endOfDay("2031-12-31") }))));
    await ear(priced(from, "80", "10"));
    expect(await drain()).toBeGreaterThanOrEqual(pagesOfPrice("national", from).length);
    const rows = await Promise.all(many.map((partyId) => own.obligation(`${partyId}.2030.CO2`)));
    expect(new Set(rows.map((row) => typeof row?.exposure === "object" && row.exposure.toCny))).toEqual(new Set(["800000.00"]));
  });

  it.for([
    ["before it writes", 1, "2033"],
    ["while it looks again", 2, "2034"],
  ] as const)("a page whose prices another price and a fact overtake %s leaves what both of them say", async ([, reading, year]) => {
    const partyId = randomUUID();
    const about = { year: String(Number(year) - 1), deadlineAt: endOfDay(`${year}-12-31`) };
    await ear(stated(partyId, about));
    const date = `${year}-11-10`;
    await ear(priced(date, "80", "10"));
    const waiting = (await queue.take()).map((message) => obligationPage.parse(JSON.parse(message)));
    let readings = 0;
    const prices: typeof pages.own.prices = async (...days) => {
      const read = await pages.own.prices(...days);
      readings += 1;
      if (readings === reading) {
        await ear(priced(`${year}-11-11`, "100", "10"));
        await drain();
        await ear(stated(partyId, { ...about, surrenderedTonnes: "400", version: 2 }));
      }
      return read;
    };
    for (const page of waiting) await doPage({ ...pages, own: { ...pages.own, prices } }, page);
    expect(readings).toBeGreaterThanOrEqual(reading);
    // 600 t at half of 90 and at 90.
    expect((await obligation(partyId, about.year)).exposure).toMatchObject({ basis: { tonnes: "600", averageCny: "90.00" } });
  });

  it("after its deadline everything that was not surrendered is short, and its member is told once", async () => {
    const partyId = randomUUID();
    await ear(moved(partyId, later, "1000"));
    await ear(stated(partyId));
    expect(await figures(partyId)).toEqual(["1000", "0", "covered"]);
    clock.moveTo(december);
    for (const page of [...pagesOfTime([`${partyId}.2025.CO2`]), ...pagesOfTime([`${partyId}.2025.CO2`])]) await doPage(pages, page);
    expect(await figures(partyId)).toEqual(["1000", "1000", "overdue"]);
    await ear(stated(partyId, { surrenderedTonnes: "1000", state: "met", version: 2 }));
    const told = (await statedAbout(engine, partyId, ["Compliance"])).map(({ factType }) => factType);
    expect(told.sort()).toEqual(["compliance-gap-closed", "compliance-overdue"]);
    clock.moveTo("2026-10-10T01:00:00.000Z");
    seconds = 0;
  });

  it("a fact that can't be read is put aside with its reason, and the others go on", async () => {
    const partyId = randomUUID();
    const quarantine = await freshQueue();
    const reactions = reactionsOf({ ...hearingPorts(granted), pages: pages.pages }) as Readonly<
      Record<string, (fact: Fact) => Promise<void>>
    >;
    const handler = factConsumer({
      dynamo: engine.dynamo,
      quarantine,
      reactions: compliance.functions["compliance-on-fact"].facts.map((schema) =>
        reaction(schema as FactSchema, required(reactions[schema.factType], schema.factType)),
      ),
    });
    const good = stated(partyId);
    const poison = { ...stated(partyId), data: { requiredTonnes: "many" } };
    for (const each of [poison, good]) await commit(engine.dynamo, [factWrite(engine.tables.Carbon, each, each)]);
    const messages = [poison, good].map(({ factId, factType }) => ({
      table: engine.tables.Carbon,
      pk: `fact#${factId}`,
      sk: "fact",
      factType,
      factId,
    }));
    expect((await handler(...queueEvent(messages))).batchItemFailures).toEqual([]);
    expect(await figures(partyId)).toEqual(["0", "1000", "short"]);
    expect((await quarantine.take()).map((body) => JSON.parse(body).factId)).toEqual([poison.factId]);
  });
});
