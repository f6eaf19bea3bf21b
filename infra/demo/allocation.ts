import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal, sum } from "../../shared/kernel/decimal.ts";
import type { RemoteLocalCloud } from "../local-cloud/remote-local-cloud.ts";
import { type Fields, fieldsOf, list } from "../local-cloud/values.ts";
import { cloudNow, moveTo } from "./auctions.ts";
import { closeBankDay } from "./bank-day.ts";
import { type Firm, fund, joinFirm } from "./members.ts";
import type { Office } from "./office.ts";
import { type Checks, heading, note, table } from "./report.ts";
import type { demoTerm } from "./session.ts";

/** What the act shows and what its figures are, copied from published and made ones. */
interface Example {
  readonly rates: { readonly title: string; readonly documentNumber: string; readonly rates: readonly object[] };
  readonly years: number;
  readonly firstShare: string;
  readonly instalments: number;
  readonly amounts: readonly { readonly pollutant: string; readonly tonnes: string }[];
  readonly feeCny: string;
  readonly planCny: readonly string[];
  readonly releaseTonnes: Readonly<Record<string, readonly string[]>>;
  readonly frozenTonnes: Readonly<Record<string, string>>;
  readonly countingTonnes: Readonly<Record<string, string>>;
}
const example = JSON.parse(readFileSync(join(import.meta.dirname, "../../docs/examples/allocation-zhuzhou.json"), "utf8")) as Example;
const pollutants = example.amounts.map(({ pollutant }) => pollutant);

/** Where the act is played. */
export interface AllocationStage {
  readonly office: Office;
  readonly cloud: RemoteLocalCloud;
  readonly checks: Checks;
  /** The term of the caps that the demo set. */
  readonly term: ReturnType<typeof demoTerm>;
}
/** A unit of the plan and its allocation. */
interface Unit extends Firm {
  readonly letter: string;
  readonly allocation: string;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const payer = "E";
const silent = "F";

/**
 * A fixed-price allocation to existing dischargers: a plan with public notice and an objection, a use fee in five instalments of which the
 * second comes late, and a unit that never pays.
 */
export async function holdAllocation(stage: AllocationStage): Promise<void> {
  const { office, cloud, checks } = stage;
  heading("定额出让 Fixed-price allocation in instalments: rates of Zhuzhou, five years, 40 % first");
  const firms = { [payer]: await joinFirm(office, "power"), [silent]: await joinFirm(office, "textile") };
  const roomBefore = await roomOf(stage);
  const planId = await publishedPlan(stage, firms);
  await moveTo(cloud, Date.parse(String((await planOf(stage, planId)).objectionsUntil)));
  const decision = { approved: true, documentNumber: "鄂州环函〔2026〕定-2", reason: "公示期满，异议已答复" };
  await office.ask({ as: "bureau", method: "POST", path: `/allocations/plans/${planId}/decision`, body: decision });
  await settled(stage);
  const unitOf = (letter: typeof payer | typeof silent): Unit => {
    const firm = firms[letter] as Firm;
    return { ...firm, letter, allocation: `/allocations/${planId}.${firm.siteId}` };
  };
  const [paying, owing] = [unitOf(payer), unitOf(silent)];
  note(`approved by two persons; the plan is ${String((await planOf(stage, planId)).state)}, every unit has its payment notice`);
  await payFirst(stage, paying);
  await missFirst(stage, owing);
  checks.equal("headroom of COD that is taken in the last year, in tonne-months", roomBefore.minus(await roomOf(stage)), "150");
  await missSecond(stage, paying);
  await payLate(stage, paying);
}

/** Rates, a plan with two lines, its publication, and an objection that is upheld. */
async function publishedPlan(stage: AllocationStage, firms: Readonly<Record<string, Firm>>): Promise<string> {
  const { office, cloud, checks, term } = stage;
  const as = "bureau";
  const now = await cloudNow(cloud);
  const rates = { ...example.rates, validFrom: dayOf(new Date(now).toISOString()) };
  await office.ask({ as, method: "PUT", path: "/allocations/rates/zhuzhou-2016", body: rates });
  const draft = {
    ...{
      kind: "initial",
      title: "鄂州市现有排污单位排污权定额出让方案",
      documentNumber: "鄂州环函〔2026〕定-1",
      determinedOn: "2026-01-01",
    },
    ...{ firstMonth: term.firstMonth, years: example.years, rateTableId: "zhuzhou-2016" },
    ...{ firstShare: example.firstShare, instalments: example.instalments, paymentMode: "exchange-account" },
  };
  const { planId } = await office.ask({ as, method: "POST", path: "/allocations/plans", body: draft });
  const path = `/allocations/plans/${String(planId)}`;
  const basis = { kind: "operating", since: "2012-05-01", method: "排放绩效法", documentNumber: "鄂州环函〔2026〕核-1" };
  const [objecting, other] = [firms[payer] as Firm, firms[silent] as Firm];
  const line = ({ creditCode, licenceNumber }: Firm, amounts: readonly object[]) => ({ creditCode, licenceNumber, basis, amounts });
  const lines = [
    line(objecting, [{ pollutant: "COD", tonnes: "12.000" }, ...example.amounts.slice(1)]),
    line(other, [{ pollutant: "COD", tonnes: "3.000" }]),
  ];
  await office.ask({ as, method: "PUT", path: `${path}/lines`, body: { lines } });
  const { objectionsUntil } = await office.ask({ as, method: "POST", path: `${path}/publication`, body: {} });
  await settled(stage);
  note(`published: anybody may read it, and units may object until ${String(objectionsUntil)}`);
  const objection = { siteId: objecting.siteId, grounds: "核定时漏计二号锅炉" };
  const { objectionId } = await office.ask({ as: objecting.persona, method: "POST", path: `${path}/objections`, body: objection });
  const answer = { upheld: true, reason: "经复核，二号锅炉已列入许可证", amounts: example.amounts };
  const answered = await office.ask({ as, method: "POST", path: `${path}/objections/${String(objectionId)}/answer`, body: answer });
  checks.equal(`the objection of ${payer} (12.000 t of COD are too little) is`, answered.state, "upheld");
  return String(planId);
}

/** The first payment delivers everything; what other instalments pay for is held. */
async function payFirst(stage: AllocationStage, unit: Unit): Promise<void> {
  const { office, checks } = stage;
  const due = await allocationOf(stage, unit);
  checks.equal(`use fee of ${unit.letter} in CNY`, due.totalCny, example.feeCny);
  const amounts = instalmentsOf(due).map(({ amountCny }) => String(amountCny));
  checks.equal("its instalments in CNY", amounts.join(" "), example.planCny.join(" "));
  for (const pollutant of pollutants) {
    const released = instalmentsOf(due).map(({ releases }) => tonnesOf(releases, pollutant));
    checks.equal(`${pollutant} that each releases, in t`, released.join(" "), (example.releaseTonnes[pollutant] ?? []).join(" "));
  }
  const { cloud } = stage;
  await fund(office, unit, { letter: unit.letter, amount: amounts[0] ?? "", number: 1, now: await cloudNow(cloud) });
  await settled(stage);
  await record(stage, unit);
  checks.equal("after the first payment the allocation is", (await allocationOf(stage, unit)).state, "delivered");
  for (const [pollutant, { availableTonnes, heldTonnes }] of await showHoldings(stage, unit)) {
    const [first = "", ...others] = example.releaseTonnes[pollutant] ?? [];
    const held = fixed(sum(others.map((tonnes) => decimal(tonnes))));
    checks.equal(
      `${pollutant} that is free, and held until it is paid, in t`,
      `${fixed(availableTonnes)} ${fixed(heldTonnes)}`,
      `${first} ${held}`,
    );
  }
}

/** The bureau records the permits in the site's discharge licence: from then on they count there. */
async function record({ office }: AllocationStage, { persona, siteId, licenceNumber }: Unit): Promise<void> {
  const { items } = await office.ask({ as: persona, method: "GET", path: `/permits/sites/${siteId}/holdings` });
  for (const { instrument, pollutant } of list(items).map(fieldsOf)) {
    const tonnes = example.amounts.find((each) => each.pollutant === pollutant)?.tonnes;
    const body = { licenceNumber, instrument, tonnes, documentNumber: "鄂州环证〔2026〕定-1" };
    await office.ask({ as: "bureau", method: "POST", path: `/licences/sites/${siteId}/records`, body });
  }
}

/** A first payment that never comes: the amount is the cap's again. */
async function missFirst(stage: AllocationStage, unit: Unit): Promise<void> {
  const { office, cloud, checks } = stage;
  const payBy = payByOf(await allocationOf(stage, unit), 1);
  await moveTo(cloud, Date.parse(payBy) + minute);
  await closeBankDay(office, checks, bankDayBefore(payBy));
  await moveTo(cloud, (await cloudNow(cloud)) + 2 * minute);
  checks.equal(`${unit.letter} has not paid by ${payBy}: its allocation is`, (await allocationOf(stage, unit)).state, "returned");
}

/** A second payment that doesn't come: noticed ahead, overdue, and after the grace exactly its tonnes stop counting. */
async function missSecond(stage: AllocationStage, unit: Unit): Promise<void> {
  const { office, cloud, checks } = stage;
  const payBy = payByOf(await allocationOf(stage, unit), 2);
  await moveTo(cloud, Date.parse(payBy) - 29 * day);
  const dues = list((await office.ask({ as: unit.persona, method: "GET", path: "/allocations/own/dues" })).items).map(fieldsOf);
  note(`${unit.letter} is told: ${String(dues[0]?.amountCny)} CNY by ${payBy}`);
  for (const [after, state] of [
    [0, "overdue"],
    [15, "frozen"],
  ] as const) {
    const at = plusSeconds(payBy, after * 86_400);
    await moveTo(cloud, Date.parse(at) + minute);
    await closeBankDay(office, checks, bankDayBefore(at));
    await moveTo(cloud, (await cloudNow(cloud)) + 2 * minute);
    checks.equal(`${after} days after it the second instalment is`, instalmentsOf(await allocationOf(stage, unit))[1]?.state, state);
  }
  for (const [pollutant, holding] of await showHoldings(stage, unit))
    checks.equal(
      `${pollutant} that counts without its frozen part, in t`,
      fixed(holding.countingTonnes),
      example.countingTonnes[pollutant] ?? "",
    );
}

/** Late money restores what was frozen, from its own month on. */
async function payLate(stage: AllocationStage, unit: Unit): Promise<void> {
  const { office, cloud, checks } = stage;
  const now = (await cloudNow(cloud)) + 40 * day;
  await moveTo(cloud, now);
  const amount = example.planCny[1] ?? "";
  await fund(office, unit, { letter: unit.letter, amount, number: 2, now: await cloudNow(cloud) });
  await settled(stage);
  const second = instalmentsOf(await allocationOf(stage, unit))[1] ?? {};
  checks.equal("the second instalment, credited late, is", second.state, "paid");
  checks.equal("its tonnes count from the month of the credit", second.countsFrom, dayOf(new Date(now).toISOString()).slice(0, 7));
  for (const [pollutant, holding] of await showHoldings(stage, unit)) {
    const whole = example.amounts.find((each) => each.pollutant === pollutant)?.tonnes ?? "";
    checks.equal(`${pollutant} that counts again, in t`, fixed(holding.countingTonnes), whole);
  }
}

/** What the site of a unit holds of each pollutant: a row of a table, and as the API answers. */
async function showHoldings({ office, checks }: AllocationStage, unit: Unit): Promise<ReadonlyMap<string, Fields>> {
  const { items } = await office.ask({ as: unit.persona, method: "GET", path: `/permits/sites/${unit.siteId}/holdings` });
  const holdings = new Map(
    list(items)
      .map(fieldsOf)
      .map((holding) => [String(holding.pollutant), holding]),
  );
  const rows = [...holdings].map(([pollutant, { availableTonnes, heldTonnes, countingTonnes, state }]) => [
    ...[unit.letter, pollutant, fixed(availableTonnes), fixed(heldTonnes), fixed(countingTonnes), String(state)],
  ]);
  table(["", "permit", "free t/a", "held t/a", "counting t/a", "state"], rows);
  checks.equal("pollutants that the site holds", [...holdings.keys()].sort().join(" "), [...pollutants].sort().join(" "));
  return holdings;
}

/** Headroom of COD in the last year of the term, of which no month has passed when an amount returns. */
async function roomOf({ office, term }: AllocationStage) {
  const path = `/permits/caps/yangtze-ezhou/COD/${term.years.at(-1)}`;
  return decimal(String((await office.ask({ as: "bureau", method: "GET", path })).headroomTonneMonths));
}

function planOf({ office }: AllocationStage, planId: string): Promise<Fields> {
  return office.ask({ method: "GET", path: `/allocations/plans/${planId}` });
}

function allocationOf({ office }: AllocationStage, { persona, allocation }: Unit): Promise<Fields> {
  return office.ask({ as: persona, method: "GET", path: allocation });
}

function instalmentsOf(allocation: Fields): readonly Fields[] {
  return list(allocation.instalments).map(fieldsOf);
}

function payByOf(allocation: Fields, number: number): string {
  return String(instalmentsOf(allocation)[number - 1]?.payBy);
}

/** Waits until consumers and pages have done what was asked. */
async function settled({ cloud }: AllocationStage): Promise<void> {
  await moveTo(cloud, (await cloudNow(cloud)) + 1_000);
}

function bankDayBefore(instant: string): string {
  return dayOf(plusSeconds(instant, -1));
}

function tonnesOf(releases: unknown, pollutant: string): string {
  return fixed(
    list(releases)
      .map(fieldsOf)
      .find((each) => each.pollutant === pollutant)?.tonnes,
  );
}

function fixed(tonnes: unknown): string {
  return decimal(String(tonnes)).toFixed(3);
}
