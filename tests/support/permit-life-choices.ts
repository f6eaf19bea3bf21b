import { addMonths, dayOf, endOfDay, endOfMonth, plusDays, type YearMonth } from "../../shared/kernel/calendar.ts";
import { type Decimal, decimal, floorToKilogram, formatFen, plain, sum, zero } from "../../shared/kernel/decimal.ts";
import type { PermitLife } from "./permit-life.ts";
import type { LifeCommand, LifeLineTerms, LifePlanTerms } from "./permit-life-commands.ts";
import { type LifePlan, partsOf, unpaidOf } from "./permit-life-rules.ts";

/** Chooses a number below `among`. */
export type Choose = (among: number) => number;

const settledLines = ["dropped", "returned", "not-renewed", "ended"];
const tonnesOfLines = ["0.007", "1.5", "2.083", "4"];

/** Kinds of commands, the more often the deeper they lead. */
const kinds = [
  ...[draft, renewal, renewal, next, next, next, next, next, next, money, money, money, money, pay, pay, pay, book, book, book, book],
  ...[reverse, reverse, issue, pledge, unpledge, certify, certify, store, store, store, takeOut, buyBack, buyBack, recover, cap, reserve],
] as const;

/** A command that makes sense in a life as it stands, some of them refused; undefined where there is nothing of that kind to do. */
export function chosen(life: PermitLife, choose: Choose, sites: number): LifeCommand | undefined {
  for (let tries = 0; tries < 8; tries += 1) {
    const command = pick(choose, kinds)?.(life, choose, sites);
    if (command) return command;
  }
  return undefined;
}

function pick<Value>(choose: Choose, among: readonly Value[]): Value | undefined {
  return among.length === 0 ? undefined : among[choose(among.length)];
}
function some(choose: Choose, tonnes: Decimal): Decimal {
  // All of it, a third, or a kilogram more than there is.
  const [all, third] = [tonnes, floorToKilogram(tonnes.div(3))];
  const chosen = [all, third, third, tonnes.plus("0.001")][choose(4)] ?? all;
  return chosen.isZero() ? decimal("0.001") : chosen;
}
function month(life: PermitLife): YearMonth {
  return dayOf(life.now).slice(0, 7);
}

function termsOf(choose: Choose, renewal: boolean, firstMonth: YearMonth, number: number): LifePlanTerms {
  const years = 1 + choose(3);
  return {
    ...{ renewal, firstMonth, years, instalments: 1 + choose(years) },
    ...{ firstShare: pick(choose, ["0.4", "0.55"]) ?? "0.4", paymentDays: 5 + choose(20) + number },
    paymentMode: pick(choose, ["exchange-account", "exchange-account", "tax-certificate"] as const) ?? "exchange-account",
  };
}

/** A plan of new lines for sites that none is open for: two lines at one site would compete for what is free there. */
export function draft(life: PermitLife, choose: Choose, sites: number): LifeCommand | undefined {
  const free = Array.from({ length: sites }, (_, site) => site).filter((site) => !isBusy(life, site));
  const chosenSites = free.filter((_, position) => position === 0 || choose(3) > 0);
  if (chosenSites.length === 0) return undefined;
  const terms = termsOf(choose, false, addMonths(month(life), 1), life.plans.length);
  const lines = chosenSites.map((site): LifeLineTerms => {
    const amounts = [{ pollutant: "COD", tonnes: decimal(pick(choose, tonnesOfLines) ?? "1") }];
    const second = choose(2) === 0 ? [{ pollutant: "NH3-N", tonnes: decimal("0.083") }] : [];
    return { site, amounts: [...amounts, ...second] };
  });
  return { kind: "draft", terms, lines };
}

function isBusy(life: PermitLife, site: number): boolean {
  const open = life.lines.some((line) => line.site === site && !settledLines.includes(line.state) && !life.isOver(line));
  return open || life.recoveries.some((each) => each.open && each.site === site) || life.duesOf(site).length > 0;
}

/** Renews what sites hold of permits that end in the same month. */
function renewal(life: PermitLife, choose: Choose, sites: number): LifeCommand | undefined {
  const ends = new Map<YearMonth, Map<number, Map<string, Decimal>>>();
  for (let site = 0; site < sites; site += 1) {
    if (life.recoveries.some((each) => each.open && each.site === site)) continue;
    for (const [instrument, tonnes] of life.holdings(site)) {
      const { lastMonth, pollutant } = partsOf(instrument);
      if (lastMonth < month(life)) continue;
      const bySite = ends.get(lastMonth) ?? new Map<number, Map<string, Decimal>>();
      const held = bySite.get(site) ?? new Map<string, Decimal>();
      held.set(pollutant, (held.get(pollutant) ?? zero).plus(tonnes));
      ends.set(lastMonth, bySite.set(site, held));
    }
  }
  const end = pick(choose, [...ends.keys()].sort());
  if (end === undefined) return undefined;
  const firstMonth = addMonths(end, 1);
  const renewed = [...(ends.get(end) ?? [])].filter(([site]) => !hasLineFrom(life, site, firstMonth));
  if (renewed.length === 0) return undefined;
  const lines = renewed.map(([site, held]): LifeLineTerms => {
    const outcome = pick(choose, ["confirmed", "confirmed", "reduced", "ended"] as const) ?? "confirmed";
    const least = [...held.values()].every((tonnes) => tonnes.gt("0.001"));
    if (outcome === "ended") return { site, amounts: [], outcome };
    const share = outcome === "reduced" && least;
    const amounts = [...held].map(([pollutant, tonnes]) => ({ pollutant, tonnes: share ? floorToKilogram(tonnes.div(2)) : tonnes }));
    return { site, amounts, outcome: share ? "reduced" : "confirmed" };
  });
  return { kind: "draft", terms: termsOf(choose, true, firstMonth, life.plans.length), lines };
}

function hasLineFrom(life: PermitLife, site: number, firstMonth: YearMonth): boolean {
  return life.lines.some((line) => line.site === site && life.plan(line.plan).lastMonth >= firstMonth && line.state !== "dropped");
}

/** The next step of a plan. */
function next(life: PermitLife, choose: Choose): LifeCommand | undefined {
  const open = life.plans.flatMap(({ state }, plan) => (state === "drafted" || state === "published" ? plan : []));
  const plan = pick(choose, open);
  if (plan === undefined) return undefined;
  if (choose(16) === 0) return { kind: "withdraw", plan };
  if (life.plan(plan).state === "drafted") return { kind: "publish", plan };
  if (life.now < life.plan(plan).objectionsUntil && choose(4) > 0) return undefined;
  return wouldCompete(life, plan) ? undefined : { kind: "decide", plan, approved: choose(8) > 0 };
}

/** Whether a line of a plan would be due on the same day as another of its site: which of them cash pays first is nobody's rule. */
function wouldCompete(life: PermitLife, number: number): boolean {
  const plan: LifePlan = life.plan(number);
  const day = endOfDay(plusDays(dayOf(life.now), plan.paymentDays)).slice(4);
  const others = (site: number) =>
    life.lines.filter((line) => line.site === site && line.plan !== number).flatMap(({ instalments }) => instalments);
  return life.linesOf(number).some(({ site }) => others(site).some(({ payBy }) => payBy.slice(4) === day));
}

function money(life: PermitLife, choose: Choose): LifeCommand | undefined {
  const owing = life.lines.filter((line) => ["awaiting-payment", "delivered", "ended"].includes(line.state) && unpaidOf(line).length > 0);
  const line = pick(
    choose,
    owing.filter((each) => life.plan(each.plan).paymentMode === "exchange-account"),
  );
  if (!line) return undefined;
  const amounts = unpaidOf(line).map(({ amount }) => amount);
  const first = amounts[0] ?? zero;
  const amount = pick(choose, [first, first, sum(amounts), first.plus("7.77"), first.minus("0.01"), first.times(2)]) ?? first;
  return amount.gt(0) ? { kind: "receive", site: line.site, amount: formatFen(amount) } : undefined;
}

function openLine(life: PermitLife, choose: Choose, paymentMode: LifePlan["paymentMode"]): number | undefined {
  const open = life.lines.flatMap((line, number) => {
    const payable = ["awaiting-payment", "delivered", "ended"].includes(line.state) && unpaidOf(line).length > 0;
    return payable && life.plan(line.plan).paymentMode === paymentMode ? number : [];
  });
  return pick(choose, open);
}

function pay(life: PermitLife, choose: Choose): LifeCommand | undefined {
  const line = openLine(life, choose, "exchange-account");
  if (line === undefined) return undefined;
  const unpaid = unpaidOf(life.line(line)).map(({ amount }) => amount);
  return { kind: "pay", line, amount: formatFen(sum(unpaid.slice(0, 1 + choose(unpaid.length)))) };
}

function book(life: PermitLife, choose: Choose): LifeCommand | undefined {
  const line = openLine(life, choose, "tax-certificate");
  if (line === undefined) return undefined;
  const unpaid = unpaidOf(life.line(line));
  const count = 1 + choose(unpaid.length);
  return { kind: "book", line, count, amount: formatFen(sum(unpaid.slice(0, count).map(({ amount }) => amount))) };
}

function reverse(life: PermitLife, choose: Choose): LifeCommand | undefined {
  const booked = life.lines.flatMap((line, number) =>
    line.certificates.flatMap((_, certificate) => ({ line: number, certificate, site: line.site })),
  );
  const waits = (site: number) => life.recoveries.some((each) => each.open && each.site === site);
  const one = pick(
    choose,
    booked.filter(({ site }) => !waits(site)),
  );
  return one && { kind: "reverse", line: one.line, certificate: one.certificate };
}

function issue(life: PermitLife, choose: Choose, sites: number): LifeCommand | undefined {
  const site = choose(sites);
  const firstMonth = addMonths(month(life), 1);
  const term = pick(
    choose,
    [...life.plans].filter((plan) => plan.lastMonth >= firstMonth),
  );
  const lastMonth = term?.lastMonth ?? addMonths(firstMonth, 11);
  return {
    kind: "issue",
    site,
    pollutant: "COD",
    firstMonth: term?.firstMonth ?? firstMonth,
    lastMonth,
    tonnes: pick(choose, ["1", "2.5"]) ?? "1",
  };
}

/** A site with what is free of one of its permits. */
function freePart(life: PermitLife, choose: Choose) {
  const parts = [...life.places].flatMap(([place, tonnes]) => {
    const [where = "", instrument = "", purpose] = place.split(" ");
    if (purpose !== "free" || tonnes.isZero() || endOfMonth(partsOf(instrument).lastMonth) <= life.now) return [];
    return [{ site: Number(where.slice("site:".length)), instrument, tonnes }];
  });
  return pick(choose, parts);
}

function pledge(life: PermitLife, choose: Choose): LifeCommand | undefined {
  const part = freePart(life, choose);
  return part && { kind: "pledge", ...part, tonnes: plain(some(choose, part.tonnes)) };
}
function unpledge(life: PermitLife, choose: Choose): LifeCommand | undefined {
  const number = pick(choose, [...life.pledges.keys()]);
  return number === undefined ? undefined : { kind: "unpledge", pledge: number };
}
function certify(life: PermitLife, choose: Choose): LifeCommand | undefined {
  const part = freePart(life, choose);
  return part && { kind: "certify", ...part, tonnes: plain(some(choose, part.tonnes)), government: choose(3) === 0 };
}
function store(life: PermitLife, choose: Choose): LifeCommand | undefined {
  const open = life.certificates.flatMap(({ open: tonnes }, number) => (tonnes.gt(0) ? number : []));
  const certificate = pick(choose, open);
  if (certificate === undefined) return undefined;
  return { kind: "store", certificate, tonnes: plain(some(choose, life.certificates[certificate]?.open ?? zero)) };
}
function takeOut(life: PermitLife, choose: Choose): LifeCommand | undefined {
  const storage = pick(choose, [...life.storages.keys()]);
  return storage === undefined ? undefined : { kind: "take-out", storage, byBureau: choose(2) === 0 };
}
function buyBack(life: PermitLife, choose: Choose): LifeCommand | undefined {
  const storage = pick(choose, [...life.storages.keys()]);
  if (storage === undefined) return undefined;
  return { kind: "buy-back", storage, tonnes: plain(some(choose, life.storages[storage]?.left ?? zero)) };
}
function recover(life: PermitLife, choose: Choose, sites: number): LifeCommand {
  const site = choose(sites);
  return { kind: "recover", site, paid: choose(2) === 0 ? [] : [...life.holdings(site).keys()] };
}
function cap(life: PermitLife, choose: Choose): LifeCommand | undefined {
  const key = pick(choose, [...life.caps.keys()]);
  const [, pollutant = "", year = ""] = key?.split(" ") ?? [];
  return key === undefined ? undefined : { kind: "cap", pollutant, year, tonnes: pick(choose, ["3", "9", "20"]) ?? "9" };
}
function reserve(_life: PermitLife, choose: Choose): LifeCommand {
  return { kind: "reserve", pollutant: "COD", tonnes: pick(choose, ["0.5", "2"]) ?? "2" };
}
