import { randomUUID } from "node:crypto";
import { api } from "../../functions/allocations/api.ts";
import { runDeadlines, takeSteps } from "../../functions/allocations/payments/deadlines.ts";
import { payDues } from "../../functions/allocations/payments/pay-dues.ts";
import { dueIdOf } from "../../functions/allocations/payments/pending.ts";
import { doRecovered } from "../../functions/allocations/payments/recovery.ts";
import { linePuts } from "../../functions/allocations/payments/scheduled.ts";
import { type DeadlinePorts, deadlinePorts } from "../../functions/allocations/ports.ts";
import { allocationIdOf, allocationName, type Line, type Plan } from "../../functions/allocations/rows.ts";
import { endOfDay } from "../../shared/kernel/calendar.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal, formatFen, least, zero } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { allocationAccount, partyAccount, siteAccount, striped } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { permit } from "../../shared/permits/instruments.ts";
import { useFee } from "../../shared/permits/use-fee.ts";
import { commit } from "../../shared/store/transaction.ts";
import { type AuctionHouse, openAuctionHouse, type Reply } from "./auction-house.ts";
import { engineWithOwn } from "./engine.ts";
import { frontDoor, type Request } from "./front-door.ts";
import { givenMember, givenSite } from "./members.ts";
import { approvedByColleague } from "./second-person.ts";

const pool = "liangzi-lake";
const term = { firstMonth: "2026-07", lastMonth: "2031-06", years: 5 };
/** The usual rates of a test: Zhuzhou's. */
const rates = [
  { pollutant: "COD", cnyPerTonneYear: decimal("230") },
  { pollutant: "NH3-N", cnyPerTonneYear: decimal("260") },
];

/** An enterprise with an allocation that waits for its first payment. */
export interface Holder {
  readonly subject: string;
  readonly partyId: string;
  readonly name: string;
  readonly siteId: string;
  readonly allocationId: string;
  /** First instants at which the instalments are overdue, in order. */
  readonly payBy: readonly string[];
}

/** What a test of payments needs: an auction house for money and bank days, and allocations that were just distributed. */
export interface AllocationOffice extends Omit<AuctionHouse, "ports"> {
  readonly ports: DeadlinePorts;
  /** An allocation that was distributed on 1 June 2026: 12.500 t COD and 1.250 t NH3-N for 16,000 CNY in five instalments by default. */
  holder(given?: { readonly plan?: Partial<Plan>; readonly tonnes?: Readonly<Record<string, string>> }): Promise<Holder>;
  /** Sends a request to the API of allocations; a colleague approves at once what waits for a second person. */
  ask(request: Request): Promise<Reply>;
  pay(holder: Holder, amount: string, key?: string): Promise<Reply>;
  certify(holder: Holder, amount: string, certificate?: { readonly number?: string; readonly issuedOn?: string }): Promise<Reply>;
  reverse(holder: Holder, certificateNumber: string): Promise<Reply>;
  /** What the consumers of cash do. */
  payDues(holder: Holder): Promise<void>;
  /** What the job does for one allocation. */
  steps(holder: Holder): Promise<void>;
  /** The whole job. */
  deadlines(): Promise<void>;
  line(holder: Holder): Promise<Line>;
  /** What the site has of a pollutant: free, held for unpaid and for overdue instalments. */
  permits(holder: Holder, pollutant?: string): Promise<string>;
  /** Available and held cash of a holder. */
  cash(holder: Holder): Promise<string>;
  /** Moves free permits of a site away, as a sale does. */
  sell(holder: Holder, pollutant: string, tonnes: string): Promise<void>;
  /** Recovers held permits of a site, overdue ones first, and tells of it unless said otherwise, as the bureau's recoveries do. */
  recover(holder: Holder, tonnes: Readonly<Record<string, string>>, tells?: boolean, ground?: string): Promise<void>;
  /** Moves such permits back. */
  buyBack(holder: Holder, pollutant: string, tonnes: string): Promise<void>;
}

/** The instrument of the usual term. */
export function instrumentOf(pollutant: string): string {
  return permit(pollutant, pool, term.firstMonth, term.lastMonth);
}

/** Opens an office, if wanted with a ledger of its own; its clock stands at 1 June 2026, 9 o'clock in Shanghai. */
export async function openAllocationOffice(...own: readonly "Ledger"[]): Promise<AllocationOffice> {
  const engine = await engineWithOwn("Allocations", ...own);
  const { ports: _ports, ...house } = await openAuctionHouse("2026-06-01T01:00:00.000Z", engine);
  const ports = deadlinePorts(house.granted);
  const ask = approvedByColleague(engine, frontDoor(api.open(house.granted))) as AllocationOffice["ask"];
  const lineOf = async ({ allocationId }: Holder) => required(await ports.own.line(allocationName(allocationId)), "line");
  const transfer = async (from: string, to: string, pollutant: string, tonnes: string) => {
    const entry = anEntry(house);
    entry.transfer({ instrument: instrumentOf(pollutant), from, to, quantity: decimal(tonnes) });
    const result = await commit(engine.dynamo, entry.writes());
    if (result.kind !== "committed") throw new Error(JSON.stringify(result));
  };
  return {
    ...house,
    ports,
    ask,
    holder: (given = {}) => givenHolder(house, ports, given),
    pay: ({ subject, allocationId }, amount, key) =>
      ask({ as: subject, method: "POST", path: `/allocations/${allocationId}/payments`, body: { amount }, ...(key && { key }) }),
    certify: ({ allocationId }, amount, { number = randomUUID().toUpperCase(), issuedOn = house.clock.now().slice(0, 10) } = {}) =>
      ask({
        ...{ as: house.regulator, method: "POST", path: `/allocations/${allocationId}/certificates` },
        body: { certificateNumber: number, issuedOn, amount },
      }),
    reverse: ({ allocationId }, certificateNumber) =>
      ask({
        ...{ as: house.regulator, method: "POST", path: `/allocations/${allocationId}/certificates/${certificateNumber}/reversal` },
        body: { reason: "the tax office took it back" },
      }),
    payDues: ({ partyId }) => payDues(ports, partyId),
    steps: ({ allocationId }) => takeSteps(ports, allocationName(allocationId)),
    deadlines: () => runDeadlines(ports),
    line: lineOf,
    async permits({ siteId }, pollutant = "COD") {
      const { available, heldFor } = await ports.ledger.position(siteAccount(siteId), instrumentOf(pollutant));
      return [available, heldFor["unpaid-fee"] ?? zero, heldFor["overdue-fee"] ?? zero].map((each) => each.toFixed(3)).join(" + ");
    },
    async cash({ partyId }) {
      const { available, held } = await ports.ledger.position(partyAccount(partyId), "CNY");
      return `${formatFen(available)} + ${formatFen(held)}`;
    },
    sell: ({ siteId }, pollutant, tonnes) => transfer(siteAccount(siteId), siteAccount(`other-${siteId}`), pollutant, tonnes),
    async recover({ siteId, allocationId }, wanted, tells = true, ground = "closure") {
      const entry = anEntry(house);
      const { items } = await ports.ledger.holds(siteAccount(siteId), "permit");
      const held = items.filter(({ state }) => state === "pending").sort((one, other) => (one.purpose < other.purpose ? -1 : 1));
      for (const [pollutant, asked] of Object.entries(wanted)) {
        let left = decimal(asked);
        for (const hold of held.filter(({ instrument }) => instrument === instrumentOf(pollutant))) {
          const quantity = least(left, hold.remaining);
          if (quantity.gt(0)) entry.post(hold, striped("issue", allocationId), quantity);
          left = left.minus(quantity);
        }
      }
      if (Object.keys(wanted).length > 0) await commit(engine.dynamo, entry.writes());
      if (tells) await doRecovered(ports, { siteId, ground, holds: held });
    },
    buyBack: ({ siteId }, pollutant, tonnes) => transfer(siteAccount(`other-${siteId}`), siteAccount(siteId), pollutant, tonnes),
  };
}

function anEntry({ engine, clock }: Pick<AuctionHouse, "engine" | "clock">): LedgerEntry<never> {
  return new LedgerEntry<never>(engine.tables.Ledger, {
    ...{ factId: randomUUID(), occurredAt: clock.now(), actor: "test", parties: [], areas: ["420700"] },
    cause: { kind: "allocation-page", reference: "test" },
  });
}

/** Puts a distributed plan with one line: the rows and the entry that distribution writes. */
async function givenHolder(
  house: Omit<AuctionHouse, "ports">,
  ports: DeadlinePorts,
  { plan: planGiven = {}, tonnes = { COD: "12.500", "NH3-N": "1.250" } }: Parameters<AllocationOffice["holder"]>[0] & object,
): Promise<Holder> {
  const { engine, clock } = house;
  const { subject, partyId, party } = await givenMember(engine, { role: "enterprise", area: "gedian" });
  const { siteId, licenceNumber, name: siteName, area: siteArea } = await givenSite(engine, partyId, { area: "gedian" });
  const at = clock.now();
  const plan: Plan = {
    ...{ planId: randomUUID(), kind: "initial", title: "Existing dischargers", documentNumber: "EZ-P-1", area: "420700", bureau: "bureau" },
    ...{ bureauName: "鄂州市生态环境局", bureauCode: "11420700MB00000195" },
    ...{
      determinedOn: "2026-01-01",
      ...term,
      rateTableId: "zhuzhou",
      rateTableVersion: 1,
      rates,
      firstShare: decimal("0.4"),
      instalments: 5,
    },
    ...{ announcedDays: 7, paymentDays: 29, graceDays: 15, noticeDays: 30, paymentMode: "exchange-account", state: "distributed" },
    ...{ lines: 1, totals: [], feeTotal: zero, draftedAt: at, publishedAt: at, openObjections: 0, decidedAt: at, version: 1 },
    ...planGiven,
  };
  const lines = Object.entries(tonnes).map(([pollutant, each]) => ({ pollutant, tonnes: decimal(each) }));
  const ratesCnyPerTonneYear = Object.fromEntries(rates.map(({ pollutant, cnyPerTonneYear }) => [pollutant, cnyPerTonneYear]));
  const fee = useFee({ lines, ratesCnyPerTonneYear, years: plan.years, firstShare: plan.firstShare, instalments: plan.instalments });
  if (!fee.ok) throw new Error(fee.refusal.code);
  const payBy = fee.value.instalments.map(({ number }) => endOfDay(`${2025 + number}-06-30`));
  const allocationId = allocationIdOf({ planId: plan.planId, siteId });
  const cash = plan.paymentMode === "exchange-account";
  const line: Line = {
    ...{ allocationId, planId: plan.planId, siteId, partyId, partyName: party.name, creditCode: party.creditCode, siteName, siteArea },
    ...{ licenceNumber, basis: { kind: "operating", since: "2015-01-01", method: "performance", documentNumber: "EZ-B-1" } },
    amounts: fee.value.lines.map((each) => ({ ...each, pool, instrument: instrumentOf(each.pollutant) })),
    ...{ renews: [], total: fee.value.total, state: "awaiting-payment", publishedAt: at, version: 0 },
    instalments: fee.value.instalments.map(({ number, amount, releases }) => ({
      ...{ number, amount, releases: [...releases], state: "unpaid", payBy: required(payBy[number - 1], "deadline") },
      ...(number === 1 && { noticed: true, ...(cash && { owed: true }) }),
    })),
  };
  const entry = anEntry(house);
  const account = allocationAccount(allocationId);
  for (const { instrument, tonnes: quantity } of line.amounts)
    entry.transfer({ instrument, from: striped("issue", allocationId), to: account, quantity });
  const [first] = line.instalments;
  const due = { dueId: dueIdOf(allocationId, 1), account: partyAccount(partyId), amount: required(first, "first").amount };
  if (cash) entry.owe({ ...due, payBy: required(payBy[0], "deadline") });
  const writes = [ports.own.planPut(plan), ...linePuts(ports.own, plan, line), ...entry.writes()];
  const result = await commit(engine.dynamo, writes);
  if (result.kind !== "committed") throw new Error(JSON.stringify(result));
  return { subject, partyId, name: party.name, siteId, allocationId, payBy };
}

/** An instant so many days after another. */
export function daysAfter(instant: string, days: number): string {
  return plusSeconds(instant, days * 86_400);
}
