import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal, formatFen, sum } from "../../shared/kernel/decimal.ts";
import { NoTableEngine } from "../local-cloud/engines/table-engine-available.ts";
import { type RemoteLocalCloud, startRemoteLocalCloud } from "../local-cloud/remote-local-cloud.ts";
import { fieldsOf, list } from "../local-cloud/values.ts";
import { holdAllocation } from "./allocation.ts";
import { announce, awards, bid, bulletin, cloudNow, enrol, enrolmentPathOf, lotOf, moveTo, opensAfter } from "./auctions.ts";
import { closeBankDay } from "./bank-day.ts";
import { holdCarbonYear, prepareCarbonYear } from "./carbon.ts";
import { holdPledge } from "./collateral.ts";
import { logsContaining } from "./logs.ts";
import { accountOf, certify, type Firm, gatherMembers, provide } from "./members.ts";
import { type Office, openOffice } from "./office.ts";
import { type Place, preparePlace } from "./place.ts";
import { holdRecords } from "./records.ts";
import { Checks, heading, note, table } from "./report.ts";
import { demoTerm, type PublishedSession } from "./session.ts";

/**
 * `npm run demo`: a published permit session, a pledge of permits whose prices fall, a fixed-price allocation in instalments, a year of carbon from its control plan to surrender, and the records of the session,
 * through the real API on the local cloud, to the fen and the kilogram.
 */
const session = JSON.parse(readFileSync(join(import.meta.dirname, "../../docs/examples/jingzhou-2016.json"), "utf8")) as PublishedSession;
const calendar = JSON.parse(readFileSync(join(import.meta.dirname, "../../docs/examples/calendar-2026.json"), "utf8")) as {
  readonly year: string;
  readonly notice: { readonly documentNumber: string };
};
const minute = 60_000;
const day = 24 * 60 * minute;
const checks = new Checks();
/** Values that only bidders' receipts show; they are random, so finding one in a log is a leak. */
const sealed: string[] = [];
heading("Building the functions, synthesizing the templates, starting the local cloud …");
const place = await preparePlace().catch(endWithoutEngine);
let cloud: RemoteLocalCloud = await startRemoteLocalCloud(place.options);
const office = openOffice(() => cloud);
note(`API ${cloud.address.apiUrl}, issuer ${cloud.address.issuerUrl}`);

try {
  heading("Members, sites and cash");
  const firms = await gatherMembers(office, await cloudNow(cloud));
  await office.ask({ as: "operator", method: "PUT", path: `/calendars/${calendar.year}`, body: calendar.notice });
  note(`the notice of ${calendar.year} is published: ${calendar.notice.documentNumber}`);
  const term = demoTerm(await cloudNow(cloud));
  await provide(office, session, firms, term);
  note("caps of five years, reserve and certified needs of four pollutants");

  const sales = await holdPublishedSession(firms);
  await holdUniformSale(firms);
  await holdPledge({ office, cloud, checks, term, firm: firmOf(firms, "A") });
  const carbon = await prepareCarbonYear({ office, cloud, checks });
  await holdAllocation({ office, cloud, checks, term });
  await holdCarbonYear(carbon);
  await holdRecords({ office, cloud, checks, sales, totalCny: session.totalCny, firm: firmOf(firms, "A") });
  await showBalances(firms);
  await cloud.stop();
} catch (error) {
  console.error(error);
  checks.equal("the demo ran to its end", "no", "yes");
  await cloud.kill();
}
const passed = checks.summary();
await place.leave();
process.exit(passed ? 0 : 1);

/** Without an engine there is nothing to show, but how to get one. */
function endWithoutEngine(error: unknown): Place {
  if (!(error instanceof NoTableEngine)) throw error;
  console.error(error.message);
  process.exit(1);
}

/** The session of 2016-01-20: four pollutants, a refused bid, a power cut in the middle, the published figures at the end. */
async function holdPublishedSession(firms: ReadonlyMap<string, Firm>) {
  heading(`The permit session of Jingzhou of ${session.heldOn}: four lots, pay-as-bid, price first, then time`);
  note("The original was an open ascending session; its final quotes are reconstructed here as sealed bids.");
  const start = await cloudNow(cloud);
  const auctions = new Map<string, string>();
  for (const lot of session.lots) {
    const auctionId = await announce(office, start, lotOf(lot, session));
    auctions.set(lot.pollutant, auctionId);
    for (const { firm, tonnes } of lot.bids) await enrol(office, auctionId, firmOf(firms, firm), `${firm}-${lot.pollutant}-main`, tonnes);
    note(
      `${lot.pollutant.padEnd(5)} ${lot.tonnes} t from ${lot.basePriceCny} CNY/t announced; ${lot.bids.length} firms enrolled with 30 % deposit`,
    );
  }
  await moveTo(cloud, start + opensAfter + minute);

  heading("Sealed bids");
  await refusedBid(auctions.get("COD") ?? "", firmOf(firms, "A"));
  for (const [position, lot] of session.lots.entries()) {
    if (position === 2) await cutPower();
    const auctionId = auctions.get(lot.pollutant) ?? "";
    for (const { firm, priceCny, tonnes } of [...lot.bids].sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1))) {
      const receipt = await bid(office, auctionId, firmOf(firms, firm), [{ price: priceCny, quantity: tonnes }]);
      if (receipt.status !== 200) throw new Error(JSON.stringify(receipt.body));
      sealed.push(String(receipt.body.receiptSalt), ...list(receipt.body.steps).map((step) => String(fieldsOf(step).bidId)));
      note(`${lot.pollutant.padEnd(5)} ${firm} receipt ${String(receipt.body.receiptHash).slice(0, 16)}…`);
    }
  }

  heading("Close, seal, clear, settle");
  await moveTo(cloud, start + 121 * minute);
  for (const lot of session.lots) {
    const auctionId = auctions.get(lot.pollutant) ?? "";
    const result = await bulletin(office, auctionId);
    checks.equal(`${lot.pollutant} turnover in CNY`, result.turnover, lot.turnoverCny);
    checks.equal(`${lot.pollutant} top price in CNY/t`, result.topPrice, lot.topPriceCny);
    table(["", "firm", "t/a", "CNY/t", "CNY", "state"], await awards(office, auctionId, firms));
  }
  const turnovers = await Promise.all(
    [...auctions.values()].map(async (auctionId) => decimal(String((await bulletin(office, auctionId)).turnover))),
  );
  checks.equal("total turnover in CNY", formatFen(sum(turnovers)), formatFen(decimal(session.totalCny)));
  return session.lots.map(({ pollutant, turnoverCny }) => ({ auctionId: auctions.get(pollutant) ?? "", pollutant, turnoverCny }));
}

/** A bid off the tick gets a problem document and changes nothing. */
async function refusedBid(auctionId: string, firm: Firm): Promise<void> {
  const refused = await bid(office, auctionId, firm, [{ price: "10795", quantity: "4.060" }]);
  note(`refused: ${refused.status} ${String(refused.body.type)} — ${String(refused.body.detail)}`);
  checks.equal("a bid off the tick is refused with", refused.body.type, "/problems/off-tick");
  const own = await office.send({ as: firm.persona, method: "GET", path: `${await enrolmentPathOf(office, auctionId, firm)}/bid` });
  checks.equal("and leaves no bid behind", own.status, "404");
}

/** SIGKILL in the middle: the local cloud starts again and nothing acknowledged is lost. */
async function cutPower(): Promise<void> {
  note("⚡ power cut: SIGKILL to the local cloud …");
  await cloud.kill();
  const began = performance.now();
  cloud = await startRemoteLocalCloud(place.options);
  note(`open again after ${((performance.now() - began) / 1000).toFixed(1)} s; every receipt still counts`);
}

/** A uniform-price sale in which a winner can't pay: the deposit is forfeited, the permits return to the reserve. */
async function holdUniformSale(firms: ReadonlyMap<string, Firm>): Promise<void> {
  heading("A uniform-price sale of 6 t SO2, and a winner who does not pay");
  const start = await cloudNow(cloud);
  const reserveBefore = await reserveOf("SO2");
  const lot = {
    title: "二氧化硫统一价拍卖",
    pollutant: "SO2",
    tonnes: "6",
    basePrice: "4000",
    pricing: "uniform",
    years: 5,
    priceTick: "10",
    quantityStep: "0.001",
  } as const;
  const auctionId = await announce(office, start, lot);
  for (const letter of ["A", "C", "D"]) {
    const project = await certify(office, firms, letter, "SO2", "3", "uniform");
    await enrol(office, auctionId, firmOf(firms, letter), project, "3");
  }
  await moveTo(cloud, start + opensAfter + minute);
  for (const [letter, price] of [
    ["A", "4400"],
    ["C", "4700"],
    ["D", "4300"],
  ] as const) {
    await bid(office, auctionId, firmOf(firms, letter), [{ price, quantity: "3" }]);
  }
  // C takes its cash out before the result: its deposit stays held, but it can't pay.
  await takeOut(office, firmOf(firms, "C"), accountOf("C"));
  await moveTo(cloud, start + 121 * minute);
  const result = await bulletin(office, auctionId);
  checks.equal("uniform price in CNY/t", result.clearingPrice, "4400");
  checks.equal("amount of both winners in CNY", result.turnover, "132000.00");
  table(["", "firm", "t/a", "CNY/t", "CNY", "state"], await awards(office, auctionId, firms));
  const dues = list((await office.ask({ as: "cement", method: "GET", path: "/auctions/own/dues" })).items).map(fieldsOf);
  for (const due of dues) note(`C owes ${String(due.toPay)} CNY by ${String(due.payBy)}`);
  await moveTo(cloud, Date.parse(String(dues[0]?.payBy)) + minute);
  // Until the bank day of the deadline is closed, a payment in time may still be booked.
  await closeBankDay(office, checks, dayOf(plusSeconds(String(dues[0]?.payBy), -1)));
  await moveTo(cloud, (await cloudNow(cloud)) + 2 * minute);
  table(["", "firm", "t/a", "CNY/t", "CNY", "state"], await awards(office, auctionId, firms));
  checks.equal("C's deposit left, in CNY", fieldsOf(await cashOf("C", firms)).held, "0.00");
  checks.equal("SO2 back in the reserve after the default, in t", decimal(await reserveOf("SO2")).minus(reserveBefore), "-3");
}

/** Sends everything that is available to a firm back to where it came from. */
async function takeOut(at: Office, firm: Firm, toAccount: string): Promise<void> {
  const { available } = await at.ask({ as: firm.persona, method: "GET", path: "/cash/own" });
  const order = { partyId: firm.partyId, amount: available, toAccount, reason: "演示" };
  const { refundId } = await at.ask({ as: "operator", method: "POST", path: "/cash/refunds", body: order });
  const body = { bankReference: "CCB-C-OUT", creditedAt: new Date(await cloudNow(cloud)).toISOString() };
  await at.ask({ as: "operator", method: "POST", path: `/cash/refunds/${String(refundId)}/pay-out`, body });
  note(`C is refunded ${String(available)} CNY; only its deposit is left`);
}

/** Permits and cash at the end, and the sum over every account of every instrument. */
async function showBalances(firms: ReadonlyMap<string, Firm>): Promise<void> {
  heading("Permits and cash at the end");
  await moveTo(cloud, (await cloudNow(cloud)) + day);
  const rows: string[][] = [];
  for (const [letter, firm] of firms) {
    await recordPermits(firm);
    const holdings = await office.ask({ as: firm.persona, method: "GET", path: `/permits/sites/${firm.siteId}/holdings` });
    const cash = await cashOf(letter, firms);
    for (const holding of list(holdings.items).map(fieldsOf)) {
      rows.push([
        letter,
        firm.name,
        String(holding.pollutant),
        `${String(holding.firstMonth)}–${String(holding.lastMonth)}`,
        `${String(holding.availableTonnes)} (${String(holding.recordedTonnes)})`,
        "",
      ]);
    }
    rows.push([letter, firm.name, "CNY", "", "", String(cash.available)]);
  }
  for (const house of ["treasury", "exchange"]) {
    const { available } = await office.ask({ as: "operator", method: "GET", path: `/cash/houses/${house}` });
    rows.push(["", house === "treasury" ? "国库 treasury" : "交易所 exchange", "CNY", "", "", String(available)]);
  }
  table(["", "holder", "instrument", "term", "t/a (in the licence)", "CNY"], rows);
  await trialBalance();
  const failures = await cloud.ask("failures");
  checks.equal("logs in which a sealed bid shows", logsContaining(join(place.options.state, "logs"), sealed).join(" ") || "none", "none");
  checks.equal("messages in failure queues", Object.keys(failures).join(" ") || "none", "none");
}

/** The bureau records what a firm holds in the discharge licence of its site, so that it counts there. */
async function recordPermits({ persona, siteId }: Firm): Promise<void> {
  const { licenceNumber } = await office.ask({ as: persona, method: "GET", path: `/sites/${siteId}` });
  const { items } = await office.ask({ as: persona, method: "GET", path: `/permits/sites/${siteId}/holdings` });
  for (const { instrument, availableTonnes: tonnes } of list(items).map(fieldsOf)) {
    const body = { licenceNumber, instrument, tonnes, documentNumber: "鄂州环许〔2026〕1号" };
    await office.ask({ as: "bureau", method: "POST", path: `/licences/sites/${siteId}/records`, body });
  }
}

/** Conservation check: every instrument that was ever moved, summed over all accounts. */
async function trialBalance(): Promise<void> {
  heading("Conservation: every instrument summed over all accounts");
  const rows: string[][] = [];
  let balanced = true;
  for (const instrumentClass of ["cash", "quota", "permit", "headroom", "need", "allowance", "offset"]) {
    let cursor: unknown;
    do {
      const path = `/records/trial-balance?class=${instrumentClass}${cursor ? `&cursor=${encodeURIComponent(String(cursor))}` : ""}`;
      const page = await office.ask({ as: "operator", method: "GET", path });
      balanced &&= page.balanced === true;
      // Needs are one instrument a project: they are checked, and not shown.
      const shown = instrumentClass === "need" ? [] : list(page.items).map(fieldsOf);
      rows.push(...shown.map((item) => [String(item.instrument), String(item.accounts), String(item.outstanding), String(item.total)]));
      cursor = page.nextCursor;
    } while (cursor);
  }
  table(["instrument", "accounts", "outstanding", "sum"], rows);
  checks.equal("every instrument sums to zero over all accounts", balanced, "true");
}

async function cashOf(letter: string, firms: ReadonlyMap<string, Firm>) {
  return office.ask({ as: firmOf(firms, letter).persona, method: "GET", path: "/cash/own" });
}

async function reserveOf(pollutant: string): Promise<string> {
  return String((await office.ask({ as: "bureau", method: "GET", path: `/permits/reserves/ezhou/${pollutant}` })).availableTonnes);
}

function firmOf(firms: ReadonlyMap<string, Firm>, letter: string): Firm {
  const firm = firms.get(letter);
  if (!firm) throw new Error(`no such firm: ${letter}`);
  return firm;
}
