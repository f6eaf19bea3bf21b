import type { PlanPage } from "../../functions/allocations/contract.ts";
import { dueIdOf } from "../../functions/allocations/payments/pending.ts";
import { doPlanPage } from "../../functions/allocations/plans/plan-page.ts";
import { type LedgerPorts, type PagePorts, pagePorts } from "../../functions/allocations/ports.ts";
import { allocationIdOf, type Line, type Plan } from "../../functions/allocations/rows.ts";
import { addMonths, plusDays } from "../../shared/kernel/calendar.ts";
import { decimal, zero } from "../../shared/kernel/decimal.ts";
import { newId } from "../../shared/kernel/ids.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { partyAccount, planAccount } from "../../shared/ledger/account.ts";
import { dueCodec, dueKey } from "../../shared/ledger/dues.ts";
import { CNY } from "../../shared/ledger/instrument.ts";
import { positionCodec, positionKey } from "../../shared/ledger/rows.ts";
import { permit } from "../../shared/permits/instruments.ts";
import { useFee } from "../../shared/permits/use-fee.ts";
import { eachAtOnce } from "../../shared/store/at-once.ts";
import { type Item, keyOf, putItems } from "../../shared/store/client.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { testClock } from "../support/clock.ts";
import { engineWithOwn } from "../support/engine.ts";
import { grantedOn } from "../support/granted.ts";

const firstMonth = "2030-01";
const years = 5;
const lastMonth = addMonths(firstMonth, years * 12 - 1);
const pool = "liangzi-lake";
const firstShare = decimal("0.4");
const instalments = 5;
/** Zhuzhou's rates and the amounts of the published case: 16,000 CNY a unit. */
const rates = { COD: decimal("230"), "NH3-N": decimal("260") };
const tonnes = { COD: decimal("12.5"), "NH3-N": decimal("1.25") };
const pollutants = ["COD", "NH3-N"] as const;
const rowsAtOnce = 100;
const putsAtOnce = 8;

/** A plan of the bench and the parties of its units. */
export interface BenchPlan {
  readonly plan: Plan;
  readonly parties: readonly string[];
}

/** A bureau whose plans are filled by plain puts, far faster than by calls of fifty lines: rows as commands leave them. */
export interface AllocationFixture {
  readonly ports: PagePorts & LedgerPorts;
  /** A plan of so many units that was just published; none of its lines is. */
  published(units: number): Promise<BenchPlan>;
  /** Approves a plan: its account holds what its units get. */
  approve(of: BenchPlan): Promise<void>;
  /** Sets aside what every unit owes first, as booking its bank line does. */
  fund(of: BenchPlan): Promise<void>;
  /** Does a page of a plan and every page that it asks for, one after another as their messages come; how many. */
  work(first: PlanPage): Promise<number>;
}

/** Opens the bureau on tables of its own. */
export async function openAllocationFixture(): Promise<AllocationFixture> {
  const engine = await engineWithOwn("Allocations", "Ledger");
  const { dynamo, tables } = engine;
  const clock = testClock();
  const granted = await grantedOn(engine, clock);
  const asked: PlanPage[] = [];
  const queues = { ...granted.queues, "allocation-pages": "unused" };
  const ports: PagePorts = {
    ...pagePorts({ ...granted, queues } as never),
    pages: { send: async (pages) => void asked.push(...pages) },
  };
  const put = async (table: string, items: readonly Item[]): Promise<void> => {
    const parts = Array.from({ length: Math.ceil(items.length / rowsAtOnce) }, (_, part) =>
      items.slice(part * rowsAtOnce, (part + 1) * rowsAtOnce),
    );
    await eachAtOnce(parts, putsAtOnce, (part) => putItems(dynamo, table, part));
  };

  return {
    ports,
    async published(units) {
      const at = clock.now();
      const planId = newId(at);
      const plan: Plan = {
        ...{ planId, kind: "initial", title: "Existing dischargers", documentNumber: "EZ-P", bureau: "bureau", area: "420700" },
        ...{ bureauName: "鄂州市生态环境局", bureauCode: "11420700MB00000195" },
        ...{ determinedOn: "2026-01-01", firstMonth, years, lastMonth, rateTableId: "zhuzhou", rateTableVersion: 1 },
        rates: pollutants.map((pollutant) => ({ pollutant, cnyPerTonneYear: rates[pollutant] })),
        ...{ firstShare, instalments, announcedDays: 7, paymentDays: 30, graceDays: 15, noticeDays: 30, paymentMode: "exchange-account" },
        ...{ state: "published", lines: units, totals: [], feeTotal: zero, openObjections: 0, draftedAt: at, publishedAt: at },
        ...{ objectionsUntil: `${plusDays(at.slice(0, 10), 7)}T16:00:00.000Z`, version: 1 },
      };
      const lines = Array.from({ length: units }, (_, number) => lineOf(plan, number));
      const items = [ports.own.planPut(plan), ...lines.map((line) => ports.own.linePut(line))].map(itemOf);
      await put(tables.Allocations, items);
      return { plan, parties: lines.map(({ partyId }) => partyId) };
    },
    async approve({ plan, parties }) {
      const approved: Plan = { ...plan, state: "approved", decidedAt: clock.now(), version: 1 };
      await put(tables.Allocations, [itemOf(ports.own.planPut(approved))]);
      const positions = pollutants.map((pollutant) => {
        const [account, instrument] = [planAccount(plan.planId), permit(pollutant, pool, firstMonth, lastMonth)];
        const available = tonnes[pollutant].times(parties.length);
        const position = { account, instrument, available, held: zero, heldFor: {}, entries: 1 };
        return { ...keyOf(positionKey(account, instrument)), ...positionCodec.encode(position) };
      });
      await put(tables.Ledger, positions);
    },
    async fund({ plan, parties }) {
      const rows = parties.flatMap((partyId, number): Item[] => {
        const { allocationId, instalments: payments } = lineOf(plan, number);
        const amount = required(payments[0], "a first instalment").amount;
        const account = partyAccount(partyId);
        const due = { dueId: dueIdOf(allocationId, 1), account, amount, reserved: amount, creditedUntil: clock.now() };
        const payBy = `${plusDays(clock.now().slice(0, 10), 30)}T16:00:00.000Z`;
        const cash = { account, instrument: CNY, available: zero, held: amount, heldFor: { due: amount }, entries: 1 };
        return [
          { ...keyOf(dueKey(due)), ...dueCodec.encode({ ...due, payBy, version: 2 }) },
          { ...keyOf(positionKey(account, CNY)), ...positionCodec.encode(cash) },
        ];
      });
      await put(tables.Ledger, rows);
    },
    async work(first) {
      asked.push(first);
      let done = 0;
      for (let page = asked.shift(); page; page = asked.shift()) {
        await doPlanPage(ports, page);
        done += 1;
      }
      return done;
    },
  };
}

/** A drafted line. Identifiers begin with that of the plan, so that calls can be replayed on another one. */
function lineOf({ planId }: Plan, number: number): Line {
  const [siteId, partyId] = [`${planId}s${number}`, `${planId}p${number}`];
  const fee = useFee({
    lines: pollutants.map((pollutant) => ({ pollutant, tonnes: tonnes[pollutant] })),
    ratesCnyPerTonneYear: rates,
    ...{ years, firstShare, instalments },
  });
  if (!fee.ok) throw new Error(fee.refusal.code);
  return {
    ...{ allocationId: allocationIdOf({ planId, siteId }), planId, siteId, partyId, partyName: `Works ${number}` },
    ...{ creditCode: "91420700MA0000015E", siteName: "Works 1", siteArea: "420704", licenceNumber: `91420700MA0000015E${number}` },
    basis: { kind: "operating", since: "2015-01-01", method: "performance", documentNumber: "EZ-B" },
    amounts: fee.value.lines.map((each) => ({ ...each, pool, instrument: permit(each.pollutant, pool, firstMonth, lastMonth) })),
    instalments: fee.value.instalments.map(({ releases, ...each }) => ({ ...each, releases: [...releases], state: "unpaid" as const })),
    ...{ renews: [], total: fee.value.total, state: "drafted", version: 1 },
  };
}

function itemOf({ write }: WriteFragment<never>): Item {
  return required(write.Put?.Item, "item of a put");
}
