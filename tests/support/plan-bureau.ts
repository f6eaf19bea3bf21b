import { api } from "../../functions/allocations/api.ts";
import type { PlanPage } from "../../functions/allocations/contract.ts";
import type { PagePorts } from "../../functions/allocations/ports.ts";
import { plusDays } from "../../shared/kernel/calendar.ts";
import { decimal, plain } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { capAccount, siteAccount } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { openLedger } from "../../shared/ledger/ledger.ts";
import type { Site } from "../../shared/members/sites.ts";
import { headroom } from "../../shared/permits/instruments.ts";
import { licensedAmountsIn } from "../../shared/permits/licensed-amounts.ts";
import { type RouteName, routesIn } from "../../shared/permits/routes.ts";
import { openTable } from "../../shared/store/table.ts";
import { commit } from "../../shared/store/transaction.ts";
import { testClock } from "./clock.ts";
import { type Engine, engineWithOwn } from "./engine.ts";
import { frontDoor, type Request } from "./front-door.ts";
import { type Granted, grantedOn } from "./granted.ts";
import { freshCreditCode, givenLicenceClaim, givenMember, givenSite } from "./members.ts";
import { doPagesOf, pageWorker } from "./plan-pages.ts";
import { approvedByColleague } from "./second-person.ts";

/** An answer whose body is JSON. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An enterprise with a confirmed site and the claim of its licence. */
export interface PlannedUnit {
  readonly subject: string;
  readonly partyId: string;
  readonly creditCode: string;
  readonly site: Site;
}

/** A line of a plan as a test sends it. */
export type TestLine = Readonly<Record<string, unknown>> & { readonly licenceNumber: string };

/** What a test of plans needs: a bureau, units, caps, and the worker of pages. */
export type PlanBureau = Awaited<ReturnType<typeof openPlanBureau>>;

/** Opens a bureau of the city with tables of its own; its clock stands at 2026-03-02, 9 o'clock in Shanghai. */
export async function openPlanBureau() {
  const engine = await engineWithOwn("Allocations", "Ledger");
  const clock = testClock();
  const granted = await grantedOn(engine, clock);
  const door = frontDoor(api.open(granted));
  const call = approvedByColleague(engine, door) as (request: Request) => Promise<Reply>;
  const { subject: bureau, partyId: bureauParty } = await givenMember(engine, { role: "regulator", area: "420700" });
  const ledger = openLedger(engine.dynamo, engine.tables.Ledger);
  const send = (method: "POST" | "PUT" | "DELETE", path: string, body?: unknown, as = bureau) =>
    call({ as, method, path: `/allocations${path}`, ...(body !== undefined && { body }) });
  const read = (path: string, as?: string) => call({ ...(as !== undefined && { as }), method: "GET", path: `/allocations${path}` });
  const plan = async (planId: string, change: string, body: unknown = {}, as = bureau) =>
    send("POST", `/plans/${planId}/${change}`, body, as);
  const decision = { approved: true, documentNumber: "EZ-D", reason: "as announced" };
  const rates = async (rateTableId = "zhuzhou", list: Readonly<Record<string, string>> = { COD: "230", "NH3-N": "260", SO2: "200" }) => {
    const body = {
      ...{ title: "Rates", documentNumber: "EZ-R", validFrom: "2020-01-01" },
      rates: Object.entries(list).map(([pollutant, cnyPerTonneYear]) => ({ pollutant, cnyPerTonneYear })),
    };
    return send("PUT", `/rates/${rateTableId}`, body);
  };
  await rates();

  /** Room in a pool for tonnes of a pollutant in some years. */
  async function givenRoom(tonnes: string, years: readonly string[], pool = "liangzi-lake", pollutants = ["COD", "NH3-N"]): Promise<void> {
    const entry = anEntry(engine, clock.now());
    for (const pollutant of pollutants)
      for (const year of years)
        entry.transfer({
          instrument: headroom(pollutant, pool, year),
          ...{ from: "issue:0", to: capAccount(pool), quantity: decimal(tonnes).times(12) },
        });
    await commit(engine.dynamo, entry.writes());
  }

  /** An admitted enterprise with a site. */
  async function unit(given: Partial<Site> & { readonly standing?: "admitted" | "suspended" } = {}): Promise<PlannedUnit> {
    const { standing = "admitted", ...ofSite } = given;
    const creditCode = freshCreditCode();
    const member = await givenMember(engine, { role: "enterprise", area: "gedian", party: { creditCode, standing } });
    const site = await givenSite(engine, member.partyId, { area: "gedian", licenceNumber: `${creditCode}001P`, ...ofSite });
    await givenLicenceClaim(engine, site);
    return { subject: member.subject, partyId: site.partyId, creditCode, site };
  }

  /** A line for a unit: 12.5 t of COD and 1.25 t of NH3-N since 2015. */
  function lineFor(of: PlannedUnit, change: Readonly<Record<string, unknown>> = {}): TestLine {
    return {
      ...{ creditCode: of.creditCode, licenceNumber: of.site.licenceNumber },
      amounts: [
        { pollutant: "COD", tonnes: "12.5" },
        { pollutant: "NH3-N", tonnes: "1.25" },
      ],
      basis: { kind: "operating", since: "2015-05-01", method: "permit of 2020", documentNumber: "EZ-B" },
      ...change,
    };
  }

  /** A draft for five years from January 2030 on, in five instalments. */
  async function draft(change: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const answer = await send("POST", "/plans", draftBody(change));
    return String(required(answer.status === 201 ? answer.body.planId : undefined, JSON.stringify(answer.body)));
  }

  /** A published plan, its window over. */
  async function announced(lines: readonly TestLine[], change: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const planId = await draft(change);
    for (let start = 0; start < lines.length; start += 48) {
      const put = await send("PUT", `/plans/${planId}/lines`, { lines: lines.slice(start, start + 48) });
      required(put.status === 200 ? put : undefined, JSON.stringify(put.body));
    }
    const published = await plan(planId, "publication");
    required(published.status === 200 ? published : undefined, JSON.stringify(published.body));
    await work({ planId, step: "publish" });
    clock.moveTo(`${plusDays(clock.now().slice(0, 10), 9)}T01:00:00.000Z`);
    return planId;
  }

  /** The worker on this engine, or on another client of it; what it asks for next is put into `asked`. */
  const worker = (asked: PlanPage[], dynamo: Granted["dynamo"] = granted.dynamo): PagePorts => pageWorker({ ...granted, dynamo }, asked);

  /** Does a page and all that it asks for; how many messages that were. */
  const work = ({ planId, step }: PlanPage): Promise<number> => doPagesOf(granted, planId, step);

  /** Approves a plan and distributes it. */
  async function approve(planId: string): Promise<Reply> {
    const answer = await plan(planId, "decision", decision);
    if (answer.status === 200) await work({ planId, step: "distribute" });
    return answer;
  }

  /** What an account holds of permits, free and held, by instrument. */
  async function permits(account: string): Promise<Readonly<Record<string, string>>> {
    const { items } = await ledger.positions(account, "permit");
    const some = items.filter(({ available, held }) => !available.plus(held).isZero());
    return Object.fromEntries(some.map(({ instrument, available, held }) => [instrument, plain(available.plus(held))]));
  }

  /** Gives a site permits out of nothing, as those that an earlier sale delivered. */
  async function givenPermits(siteId: string, tonnes: Readonly<Record<string, string>>): Promise<void> {
    const entry = anEntry(engine, clock.now());
    for (const [instrument, quantity] of Object.entries(tonnes))
      entry.transfer({ instrument, from: "issue:0", to: siteAccount(siteId), quantity: decimal(quantity) });
    await commit(engine.dynamo, entry.writes());
  }

  /** Takes permits of a site away, as a sale does. */
  async function takePermits(siteId: string, tonnes: Readonly<Record<string, string>>): Promise<void> {
    const entry = anEntry(engine, clock.now());
    for (const [instrument, quantity] of Object.entries(tonnes))
      entry.transfer({ instrument, from: siteAccount(siteId), to: siteAccount(`other-${siteId}`), quantity: decimal(quantity) });
    await commit(engine.dynamo, entry.writes());
  }

  /** Room that is left under a cap, in tonne-months. */
  async function room(pollutant: string, year: string, pool = "liangzi-lake"): Promise<string> {
    return plain((await ledger.position(capAccount(pool), headroom(pollutant, pool, year))).available);
  }

  /** Takes room from a cap, as lowering it does. */
  async function takeRoom(tonnes: string, year: string, pool = "liangzi-lake", pollutant = "COD"): Promise<void> {
    const entry = anEntry(engine, clock.now());
    const instrument = headroom(pollutant, pool, year);
    entry.transfer({ instrument, from: capAccount(pool), to: "issue:0", quantity: decimal(tonnes).times(12), overdraw: true });
    await commit(engine.dynamo, entry.writes());
  }

  /** What an imported file says that a licence allows. */
  const licensed = (licenceNumber: string, amounts: readonly (readonly [string, string])[]) =>
    commit(engine.dynamo, [
      licensedAmountsIn(openTable(engine.dynamo, engine.tables.Licences)).licensedPut({ licenceNumber, amounts, importedAt: clock.now() }),
    ]);
  const byAuction = routesIn(openTable(engine.dynamo, engine.tables.Permits));
  /** A need that was certified for an amount of an assessment. */
  const certifiedNeed = (name: RouteName) =>
    commit(engine.dynamo, [byAuction.routeEntered({ ...name, reference: "project", enteredBy: "bureau", enteredAt: clock.now() })]);
  /** Those of some amounts that go by allocation. */
  const routes = (names: readonly RouteName[]) => routesIn(openTable(engine.dynamo, engine.tables.Allocations)).routesOf(names);

  const given = { takeRoom, licensed, certifiedNeed, routes };
  const tools = { engine, clock, granted, door, call, bureau, bureauParty, ledger, decision };
  const acts = {
    send,
    read,
    plan,
    rates,
    givenRoom,
    unit,
    lineFor,
    draft,
    announced,
    worker,
    work,
    approve,
    permits,
    givenPermits,
    takePermits,
    room,
  };
  return { ...tools, ...acts, ...given };
}

/** The body of a draft. */
export function draftBody(change: Readonly<Record<string, unknown>> = {}) {
  return {
    ...{ kind: "initial", title: "Allocation of 2030", documentNumber: "EZ-P", determinedOn: "2026-01-01", firstMonth: "2030-01" },
    ...{ years: 5, rateTableId: "zhuzhou", instalments: 5, paymentMode: "exchange-account" },
    ...change,
  };
}

function anEntry({ tables }: Engine, occurredAt: string): LedgerEntry<never> {
  const envelope = { factId: crypto.randomUUID(), occurredAt, actor: "test", parties: [], areas: ["420700"] };
  return new LedgerEntry<never>(tables.Ledger, { ...envelope, cause: { kind: "test", reference: "test" } });
}
