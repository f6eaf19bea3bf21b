import { describe, expect, it } from "vitest";
import type { MarketReport } from "../../functions/records/reports/contract.ts";
import { reportPage } from "../../functions/records/reports/page.ts";
import { sessionRecorder } from "../../functions/records/reports/record-session.ts";
import { transferRecorder } from "../../functions/records/statements/record-transfer.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { capAccount, reserveAccount } from "../../shared/ledger/account.ts";
import { type TransferData, transferFact } from "../../shared/ledger/contract.ts";
import { openLedger } from "../../shared/ledger/ledger.ts";
import { headroom, quota } from "../../shared/permits/instruments.ts";
import { getItem } from "../../shared/store/client.ts";
import { decodeFact, factKey } from "../../shared/store/fact-store.ts";
import { openTable } from "../../shared/store/table.ts";
import { commit } from "../../shared/store/transaction.ts";
import type { Answer } from "../support/front-door.ts";
import { givenMember } from "../support/members.ts";
import { reversalOf, type SealedWorld, sealedWorld, tradeRecordOf } from "../support/sealed-records.ts";

const read = (world: SealedWorld, path: string, as?: string): Promise<Answer> =>
  world.call({ method: "GET", path: `/records/reports/${path}`, ...(as !== undefined && { as }) });
async function report(world: SealedWorld, path: string, as?: string): Promise<MarketReport> {
  const { status, body } = await read(world, path, as);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as MarketReport;
}
const codeOf = ({ body }: Answer): string | undefined => (body as { readonly type: string }).type.split("/").at(-1);

/** A market of two months: two sales and an allocation, an agreement that was reversed, and a default. */
async function busyWorld(): Promise<SealedWorld> {
  const world = await sealedWorld();
  const may = tradeRecordOf({ occurredAt: "2026-05-31T15:59:59.999Z", quantity: "1", price: "4000" });
  const june = tradeRecordOf({ occurredAt: "2026-05-31T16:00:00.000Z", quantity: "6", price: "4300" });
  const steel = tradeRecordOf({ occurredAt: "2026-06-10T02:00:00.000Z", quantity: "4", price: "4200", buyer: "Steel" });
  const water = tradeRecordOf({
    ...{ occurredAt: "2026-06-11T02:00:00.000Z", kind: "allocation", series: "allocation", years: 1, price: "200", quantity: "3" },
    ...{ instrument: "permit/COD/liangzi-lake/2027-01/2031-12", pollutant: "COD", pool: "liangzi-lake", areas: ["420702"] },
  });
  const mistaken = tradeRecordOf({ occurredAt: "2026-06-12T02:00:00.000Z", kind: "transfer", series: "agreement", price: "9999" });
  const { series: _none, ...defaulted } = tradeRecordOf({
    occurredAt: "2026-06-13T02:00:00.000Z",
    kind: "forfeiture",
    quantity: "2",
    amount: "1234.50",
  });
  await world.seal(may);
  await world.seal(june);
  await world.seal(steel);
  await world.seal(water);
  await world.seal(mistaken, reversalOf(mistaken));
  await world.count(await world.seal(defaulted));
  return world;
}

describe("market reports", () => {
  it("are public once their period is sealed, and provisional for authorities before", async () => {
    const world = await busyWorld();
    const [regulator, enterprise] = await Promise.all(
      (["regulator", "enterprise"] as const).map((role) => givenMember(world.engine, { role })),
    );
    for (const path of ["2026-06", "2026-06/page"]) {
      const early = await read(world, path);
      expect([early.status, codeOf(early)]).toEqual([409, "report-not-sealed"]);
    }
    expect(await report(world, "2026-06/preview", regulator?.subject)).toMatchObject({ provisional: true, trades: 3 });
    expect((await read(world, "2026-06/preview/page", regulator?.subject)).body).toContain("暂行数据");
    expect((await read(world, "2026-06/preview", enterprise?.subject)).status).toBe(403);
    expect((await read(world, "2026-06/preview")).status).toBe(401);
    await world.signHead("2026-06-30");
    expect(await report(world, "2026-06")).toMatchObject({ provisional: false, complete: { block: 6 } });
    expect((await read(world, "2026-06/page")).body).not.toContain("暂行数据");
    expect(codeOf(await read(world, "2026"))).toBe("report-not-sealed");
    expect(codeOf(await read(world, "2026-08"))).toBe("instant-to-come");
    expect((await read(world, "2026-13")).status).toBe(422);
    expect((await read(world, "2026-06-01")).status).toBe(422);
  });

  it("say what the records say: turnover by area and pollutant, prices, defaults and concentration, each trade in its month", async () => {
    const world = await busyWorld();
    await world.signHead("2026-06-30");
    const june = await report(world, "2026-06");
    expect(june).toMatchObject({
      ...{ firstDay: "2026-06-01", lastDay: "2026-06-30", trades: 3, turnover: "213600.00" },
      series: [
        { series: "auction", trades: 2, quantity: "10", turnover: "213000.00", averagePrice: "4260.00" },
        { series: "allocation", trades: 1, quantity: "3", turnover: "600.00", averagePrice: "200.00" },
        { series: "agreement", trades: 0, quantity: "0", turnover: "0.00", averagePrice: null },
      ],
      defaults: { records: 1, quantity: "2", amount: "1234.50" },
    });
    const turnovers = june.areas.map(({ area, turnover, pollutants }) => [area, turnover, ...pollutants.map(({ pollutant }) => pollutant)]);
    expect(turnovers.filter(([, turnover]) => turnover !== "0.00")).toEqual([
      ["420700", "213600.00", "COD", "SO2"],
      ["420702", "600.00", "COD"],
      ["420704", "213000.00", "SO2"],
    ]);
    const so2 = june.areas[0]?.pollutants.find(({ pollutant }) => pollutant === "SO2")?.markets[0];
    expect(so2).toMatchObject({ buyers: { parties: 2, largestShare: "60.00", hhi: 5200 }, high: "4300", low: "4200" });
    expect(
      june.prices.find(({ pollutant, series }) => pollutant === "SO2" && series === "auction")?.points.map(({ period }) => period),
    ).toEqual([...["2026-06-01", "2026-06-10"]]);
    expect(await report(world, "2026-05")).toMatchObject({ trades: 1, turnover: "20000.00" });
    const { subject } = await givenMember(world.engine, { role: "operator" });
    const year = await report(world, "2026/preview", subject);
    expect(year).toMatchObject({ trades: 4, turnover: "233600.00" });
    const averages = year.prices.find(({ pollutant, series }) => pollutant === "SO2" && series === "auction")?.points;
    expect(averages?.map(({ period, averagePrice }) => [period, averagePrice])).toEqual([
      ["2026-05", "4000.00"],
      ["2026-06", "4260.00"],
    ]);
    expect(JSON.stringify([june, year])).not.toMatch(/Mill|Steel|Bureau|code-/);
  });

  it("have the month's average that anybody asks for by itself", async () => {
    const world = await busyWorld();
    await world.signHead("2026-06-30");
    const { body } = await world.call({ method: "GET", path: "/records/statistics/2026-06/market?pollutant=SO2" });
    const asked = (body as { markets: readonly { averagePrice: string }[] }).markets[0]?.averagePrice;
    const june = await report(world, "2026-06");
    expect(asked).toBe("4260.00");
    expect(june.areas[0]?.pollutants.find(({ pollutant }) => pollutant === "SO2")?.markets[0]?.averagePrice).toBe(asked);
  });

  it("count sessions by how they ended, and each member that enrolled once, however often facts are told", async () => {
    const world = await sealedWorld();
    const recorder = sessionRecorder(openTable(world.engine.dynamo, world.engine.tables.Records));
    const fact = (data: object) => ({ occurredAt: "2026-05-31T16:00:00.000Z", data }) as never;
    for (let told = 0; told < 2; told += 1) {
      await recorder["auction-cleared"](fact({ auctionId: "a-1" }));
      await recorder["auction-cleared"](fact({ auctionId: "a-2" }));
      await recorder["auction-failed"](fact({ auctionId: "a-3" }));
      await recorder["auction-cancelled"](fact({ auctionId: "a-4" }));
      for (const partyId of ["mill", "steel", "mill"]) await recorder["enrolment-made"](fact({ partyId }));
    }
    await world.signHead("2026-06-30");
    expect((await report(world, "2026-06")).sessions).toEqual({ cleared: 2, failed: 1, cancelled: 1, participants: 2 });
    expect((await report(world, "2026-05")).sessions).toEqual({ cleared: 0, failed: 0, cancelled: 0, participants: 0 });
  });

  it("state reserves and caps as of the end of the period, whatever moved afterwards", async () => {
    const world = await sealedWorld();
    const { dynamo, tables } = world.engine;
    const [ledger, records] = [openLedger(dynamo, tables.Ledger), openTable(dynamo, tables.Records)];
    const record = transferRecorder({ clock: world.clock, records, ledger });
    const move = async (occurredAt: string, to: string, instrument: string, quantity: string): Promise<void> => {
      const factId = crypto.randomUUID();
      const entry = ledger.newEntry({
        ...{ factId, occurredAt, actor: "test", parties: [], areas: ["420700"], cause: { kind: "reserve", reference: factId } },
      });
      entry.transfer({ instrument, from: "issue:test", to, quantity: decimal(quantity) });
      await commit(dynamo, entry.writes());
      const fact = decodeFact(required(await getItem(dynamo, tables.Ledger, factKey(factId)), "fact"));
      await record({ ...fact, data: transferFact.data.parse(fact.data) as TransferData });
    };
    await move("2026-05-31T15:59:59.999Z", reserveAccount("ezhou"), quota("SO2", "ezhou"), "50");
    await move("2026-06-30T15:59:59.999Z", reserveAccount("ezhou"), quota("SO2", "ezhou"), "7.5");
    await move("2026-06-30T16:00:00.000Z", reserveAccount("ezhou"), quota("SO2", "ezhou"), "1000");
    await move("2026-06-01T00:00:00.000Z", capAccount("ezhou"), headroom("SO2", "ezhou", "2026"), "600");
    await move("2026-06-01T00:00:00.000Z", capAccount("ezhou"), headroom("SO2", "ezhou", "2025"), "1");
    await world.signHead("2026-06-30");
    const { balances } = await report(world, "2026-06");
    expect(balances.at).toBe("2026-06-30T15:59:59.999Z");
    expect(balances.reserves).toEqual([{ pool: "ezhou", instrument: "quota/SO2/ezhou", available: "57.5", held: "0" }]);
    expect(balances.caps).toEqual([{ pool: "ezhou", instrument: "headroom/SO2/ezhou/2026", available: "600", held: "0" }]);
    expect((await report(world, "2026-05")).balances.reserves).toMatchObject([{ available: "50" }]);
    const page = String((await read(world, "2026-06/page?language=en")).body);
    expect(page).toContain("<caption>Reserves (t)</caption>");
    expect(page).toContain('<td class="figure">57.5</td>');
  });
});

describe("the page of a market report", () => {
  async function pageOf(language: "zh" | "en"): Promise<{ readonly markup: string; readonly headers: Readonly<Record<string, string>> }> {
    const world = await busyWorld();
    await world.signHead("2026-06-30");
    const { status, body, headers } = await read(world, `2026-06/page?language=${language}`);
    expect(status).toBe(200);
    return { markup: String(body), headers: headers as Record<string, string> };
  }
  const all = (markup: string, pattern: RegExp): string[] => [...markup.matchAll(pattern)].map(([, found = ""]) => found);

  it("runs, loads and sends nothing, and the policy that comes with it forbids that", async () => {
    const { markup, headers } = await pageOf("zh");
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; /);
    expect(markup).not.toMatch(/<script|<link|<img|<iframe|<form|<object|\son\w+=|style=|url\(|@import|https?:/i);
    expect(all(markup, /href="([^"]*)"/g)).toEqual(["?language=en"]);
  });

  it("is in Chinese, or in English where that is asked for, and says so", async () => {
    const [chinese, english] = [await pageOf("zh"), await pageOf("en")];
    expect([chinese.headers["content-language"], english.headers["content-language"]]).toEqual(["zh-CN", "en"]);
    expect(chinese.markup).toMatch(/^<!DOCTYPE html>\n<html lang="zh-CN">/);
    expect(english.markup).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
    expect(chinese.markup).toContain("<h1>2026年6月市场报告</h1>");
    expect(chinese.markup).toContain("二氧化硫");
    expect(english.markup).toContain("Sulphur dioxide");
    expect(english.markup.replaceAll("中文", "")).not.toMatch(/\p{Script=Han}/u);
  });

  it("has one heading of the page, tables with captions and headed rows and columns, and charts with a text", async () => {
    const { markup } = await pageOf("en");
    expect(all(markup, /<h1>([^<]*)<\/h1>/g)).toEqual(["Market report 2026-06"]);
    const tables = all(markup, /<table>(.*?)<\/table>/gs);
    expect(tables.length).toBeGreaterThan(4);
    for (const table of tables) {
      expect(table).toMatch(/^<caption>[^<]+<\/caption><thead>/);
      const columns = all(table, /<th scope="(col)"/g).length;
      const rows = all(table.slice(table.indexOf("<tbody>")), /<tr>(.*?)<\/tr>/gs);
      for (const row of rows) {
        expect(row).toMatch(/^<th scope="row">/);
        expect(all(row, /<(th|td)/g)).toHaveLength(columns);
      }
    }
    const charts = all(markup, /<svg ([^>]*)>/g);
    expect(charts).toHaveLength(2);
    for (const chart of charts) {
      expect(chart).toContain('role="img"');
      for (const id of (/aria-labelledby="([^"]+)"/.exec(chart)?.[1] ?? "").split(" ")) expect(markup).toContain(`id="${id}"`);
    }
    const ids = all(markup, /\sid="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of all(markup, /<section aria-labelledby="([^"]+)"/g)) expect(ids).toContain(id);
    for (const element of ["main", "header", "section", "table", "tbody", "thead", "tr", "figure", "svg", "p", "h2"]) {
      expect(all(markup, new RegExp(`<(${element})[ >]`, "g")).length, element).toBe(
        all(markup, new RegExp(`</(${element})>`, "g")).length,
      );
    }
  });

  it("escapes whatever stands in a report", async () => {
    const world = await busyWorld();
    await world.signHead("2026-06-30");
    const given = await report(world, "2026-06");
    const odd = `"><script>alert('x')</script>&<!--`;
    const strange = JSON.parse(
      JSON.stringify(given).replaceAll('"SO2"', JSON.stringify(odd)).replaceAll('"420704"', JSON.stringify(odd)),
    ) as MarketReport;
    for (const language of ["zh", "en"] as const) {
      const { text } = reportPage({ ...strange, series: [{ ...required(given.series[0], "series"), series: odd }] }, language);
      expect(text).not.toMatch(/<script|<!--/);
      expect(text).toContain("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&lt;!--");
    }
  });
});
