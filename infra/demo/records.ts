import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dayOf, endOfDay, monthOf, startOfDay } from "../../shared/kernel/calendar.ts";
import { decimal, formatFen, sum } from "../../shared/kernel/decimal.ts";
import { type Fields, fieldsOf, list } from "../local-cloud/values.ts";
import { cloudNow, type DemoCloud, moveTo } from "./auctions.ts";
import type { Firm } from "./members.ts";
import type { Office } from "./office.ts";
import { type Checks, heading, note, table } from "./report.ts";
import { poolOfDemo } from "./session.ts";

/** What the act works on: the sales of the published session, by pollutant, and what was published of them. */
interface RecordsStage {
  readonly office: Office;
  readonly cloud: DemoCloud;
  readonly checks: Checks;
  readonly sales: readonly { readonly auctionId: string; readonly pollutant: string; readonly turnoverCny: string }[];
  readonly totalCny: string;
  readonly firm: Firm;
}

const bureau = "bureau";
const purpose = new URLSearchParams({ purpose: "场次复核" });
/** Between two looks at an export, on the local clock. */
const second = 1_000;
const looks = 60;

/**
 * The bureau finds the session's trades in the records, and they add up to the published turnover; it exports what is sealed, which verifies
 * offline against the public head of the day until a digit is altered, and the altered record is named. Then a tonne is followed back.
 */
export async function holdRecords(stage: RecordsStage): Promise<void> {
  const { cloud } = stage;
  heading("台账 Records: find the session's trades, totals, export, verify, alter one digit");
  // The head of yesterday is signed after midnight in Ezhou, when nothing more can join it.
  await moveTo(cloud, Date.parse(endOfDay(dayOf(new Date(await cloudNow(cloud)).toISOString()))) + 3_600_000);
  const trades = await findTrades(stage);
  await totals(stage, trades);
  await exportAndVerify(stage, trades);
  await follow(stage);
}

/** Every trade of the session, a page at a time; each query is recorded with its purpose. */
async function findTrades({ office, checks, sales, totalCny }: RecordsStage): Promise<readonly Fields[]> {
  const found: Fields[] = [];
  for (const { auctionId, pollutant, turnoverCny } of sales) {
    const ofSale = list(
      (await office.ask({ as: bureau, method: "GET", path: `/records/trades?auctionId=${auctionId}&kind=award&${purpose}` })).items,
    );
    const trades = ofSale.map(fieldsOf);
    checks.equal(`trade records of ${pollutant}: amounts in CNY`, amountOf(trades), turnoverCny);
    found.push(...trades);
  }
  checks.equal("all trade records of the session: amounts in CNY", amountOf(found), totalCny);
  const rows = found.map((trade) => {
    const [buyer] = list(trade.parties).map(fieldsOf);
    return [trade.pollutant, buyer?.name, trade.quantity, trade.price, trade.amount, trade.blockReference].map((cell) =>
      String(cell).slice(0, 40),
    );
  });
  table(["", "buyer", "t/a", "CNY/t", "CNY", "block"], rows);
  return found;
}

function amountOf(trades: readonly Fields[]): string {
  return formatFen(sum(trades.map(({ amount }) => decimal(String(amount)))));
}

/** The day's statistics of a pollutant that was sold in the session only say the same. */
async function totals({ office, checks, sales }: RecordsStage, trades: readonly Fields[]): Promise<void> {
  const [sale] = sales;
  const tradeDay = dayOf(String(trades[0]?.occurredAt));
  const range = new URLSearchParams({
    from: startOfDay(tradeDay),
    before: endOfDay(tradeDay),
    pollutant: String(sale?.pollutant),
    kind: "award",
  });
  const { series } = await office.ask({ as: bureau, method: "GET", path: `/records/trades/totals?${range}` });
  const [auctioned] = list(series).map(fieldsOf);
  checks.equal(`totals of ${String(sale?.pollutant)} of ${tradeDay}: turnover in CNY`, auctioned?.turnover, String(sale?.turnoverCny));
  note(`volume-weighted price ${String(auctioned?.averagePrice)} CNY/t`);
  const month = monthOf(String(trades[0]?.occurredAt));
  const report = await office.ask({ method: "GET", path: `/records/reports/${month}` });
  note(
    `public market report of ${month}: ${String(report.trades)} trades, ${String(report.turnover)} CNY; printable at /records/reports/${month}/page`,
  );
}

/** Everything sealed of the day, downloaded, and verified with the public head. */
async function exportAndVerify(stage: RecordsStage, trades: readonly Fields[]): Promise<void> {
  const { office, checks } = stage;
  const tradeDay = dayOf(String(trades[0]?.occurredAt));
  const [sealed, sheet] = [await exported(stage, tradeDay, "sealed"), await exported(stage, tradeDay, "csv")];
  note(`CSV: ${sheet.split("\r\n").length - 2} rows; ${String(sheet.split("\r\n")[0]).slice(0, 60)}…`);
  const [head] = list((await office.ask({ method: "GET", path: "/records/heads?limit=1" })).items).map(fieldsOf);
  note(`public head of ${String(head?.day)}: block ${String(head?.n)}, ${String(head?.hash).slice(0, 16)}…`);
  const folder = mkdtempSync(join(tmpdir(), "records-"));
  try {
    writeFileSync(join(folder, "head.json"), JSON.stringify(head));
    checks.equal("ecovalue verify of the sealed export, offline, answers with", verify(folder, sealed).status, "0");
    const [trade] = trades;
    const amount = `"amount":"${String(trade?.amount)}"`;
    const altered = sealed.replace(
      amount,
      amount.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
    );
    const verdict = verify(folder, altered);
    checks.equal("and with one digit altered", altered === sealed ? "nothing altered" : verdict.status, "3");
    checks.equal("the altered record is named", verdict.said.includes(recordOfLine(altered, sealed)), "true");
    note(verdict.said.trim());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The id of the record in the first line that differs. */
function recordOfLine(altered: string, sealed: string): string {
  const lines = sealed.split("\n");
  const line = altered.split("\n").find((each, place) => each !== lines[place]) ?? "{}";
  return String(fieldsOf(fieldsOf(JSON.parse(line)).record).recordId);
}

async function exported({ office, cloud }: RecordsStage, tradeDay: string, format: string): Promise<string> {
  const body = { from: startOfDay(tradeDay), before: endOfDay(tradeDay), format, purpose: "场次复核" };
  const { exportId } = await office.ask({ as: bureau, method: "POST", path: "/records/exports", body });
  const path = `/records/exports/${String(exportId)}`;
  for (let look = 0; look < looks; look += 1) {
    const { state, rowsWritten } = await office.ask({ as: bureau, method: "GET", path });
    if (state === "ready") {
      note(`export as ${format}: ${String(rowsWritten)} rows`);
      break;
    }
    await moveTo(cloud, (await cloudNow(cloud)) + second);
  }
  const { address } = await office.ask({ as: bureau, method: "GET", path: `${path}/file` });
  return (await fetch(String(address))).text();
}

/** What the command line says to an export and the head of a day. */
function verify(folder: string, text: string): { readonly status: string; readonly said: string } {
  const [file, head] = [join(folder, "export.jsonl"), join(folder, "head.json")];
  writeFileSync(file, text);
  const command = join(import.meta.dirname, "../../bin/ecovalue.ts");
  const { status, stderr } = spawnSync(process.execPath, [command, "verify", file, "--head", head], { encoding: "utf8" });
  return { status: String(status), said: stderr };
}

/** Where the first tonne of a firm came from, as far back as it goes. */
async function follow({ office, checks, sales, firm }: RecordsStage): Promise<void> {
  const pollutant = String(sales[0]?.pollutant);
  const holdings = list((await office.ask({ as: firm.persona, method: "GET", path: `/permits/sites/${firm.siteId}/holdings` })).items);
  const held = holdings.map(fieldsOf).find((each) => each.pollutant === pollutant);
  const asked = new URLSearchParams({ siteId: firm.siteId, instrument: String(held?.instrument), toTonne: "1" });
  const pedigree = await office.ask({ as: firm.persona, method: "GET", path: `/records/pedigree?${asked}` });
  const steps = list(pedigree.items).map(fieldsOf);
  note(`the first tonne of ${pollutant} of ${firm.name} in the pool ${poolOfDemo(pollutant)}: ${steps.length} steps back`);
  checks.equal("it is followed back by steps", steps.length > 1, "true");
}
