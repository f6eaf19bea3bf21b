import { randomUUID } from "node:crypto";
import type { AllowancePage } from "../../functions/carbon/allowances/contract.ts";
import { api } from "../../functions/carbon/api-allowances.ts";
import type { KeyEntity } from "../../functions/carbon/register/store.ts";
import { carbonStore } from "../../functions/carbon/store.ts";
import { decimal, plain } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { partyAccount, planAccount } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { openLedger } from "../../shared/ledger/ledger.ts";
import { openTable } from "../../shared/store/table.ts";
import { commit } from "../../shared/store/transaction.ts";
import { allowancePageWorker, doAllowancePagesOf } from "./allowance-pages.ts";
import { testClock } from "./clock.ts";
import { engineWithOwn } from "./engine.ts";
import { frontDoor, type Request } from "./front-door.ts";
import { grantedOn } from "./granted.ts";
import { freshCreditCode, givenMember } from "./members.ts";
import { approvedByColleague } from "./second-person.ts";

/** An answer whose body is JSON. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A key entity of a year. */
export interface Entity {
  readonly subject: string;
  readonly partyId: string;
  readonly name: string;
  readonly creditCode: string;
}

/** Hubei's method of a ceramics plan, and a benchmark for cement. */
export const sectors = [
  { sector: "ceramics", historic: { sectorCoefficient: "0.97", marketFactor: "0.9883" } },
  { sector: "cement", benchmark: { adjustment: "0.9", products: [{ product: "clinker", unit: "t", tonnesPerUnit: "0.85" }] } },
] as const;
/** What reports are computed with. */
const factors = { factorSetId: "inventory-2025", factorSetVersion: 1, gridFactorId: "national-2023", gridFactorVersion: 1 };
/** The base of the published example: 47,275.94 t. */
export const published = { baseTonnes: "60000", productionDays: 300 };

/** What a test of allowances needs: a bureau, key entities and the worker of pages. */
export type AllowanceOffice = Awaited<ReturnType<typeof openAllowanceOffice>>;

/** Opens an office of the city with tables of its own; its clock stands at 2026-03-02, 9 o'clock in Shanghai. */
export async function openAllowanceOffice() {
  const engine = await engineWithOwn("Carbon", "Ledger");
  const clock = testClock();
  const granted = await grantedOn(engine, clock);
  const own = carbonStore(openTable(engine.dynamo, engine.tables.Carbon));
  const ledger = openLedger(engine.dynamo, engine.tables.Ledger);
  const door = frontDoor(api.open(granted));
  const call = approvedByColleague(engine, door) as (request: Request) => Promise<Reply>;
  const { subject: bureau } = await givenMember(engine, { role: "regulator", area: "420700" });
  const send = (method: "POST" | "PUT", path: string, body: unknown, as = bureau) => call({ as, method, path: `/carbon${path}`, body });
  const read = (path: string, as = bureau) => call({ as, method: "GET", path: `/carbon${path}` });
  let year = 2030;

  /** An enterprise on the list of a year. */
  async function entity(of: string, sector = "ceramics", market: KeyEntity["market"] = "hubei"): Promise<Entity> {
    const creditCode = freshCreditCode();
    const { subject, partyId, party } = await givenMember(engine, { role: "enterprise", area: "gedian", party: { creditCode } });
    await list({ partyId, name: party.name, creditCode }, of, sector, market);
    return { subject, partyId, name: party.name, creditCode };
  }

  async function list(
    entity: Pick<Entity, "partyId" | "name" | "creditCode">,
    of: string,
    sector = "ceramics",
    market: KeyEntity["market"] = "hubei",
  ) {
    const { partyId, name: partyName, creditCode } = entity;
    const names = { partyId, partyName, creditCode, area: "gedian", documentNumber: "EZ-L" };
    const row = { ...names, year: of, market, sector, generates: false, listVersion: 1, statedAt: clock.now(), version: 1 };
    await commit(engine.dynamo, [own.keyEntityPut(row)]);
  }

  /** A draft of a year of its own: Hubei's, 1,000,000 t of which 10,000 t are reserved. */
  async function draft(change: object = {}): Promise<{ readonly planId: string; readonly year: string }> {
    year += 1;
    const answer = await send("POST", "/allowance-plans", draftBody(String(year), change));
    return {
      planId: String(required(answer.status === 201 ? answer.body.planId : undefined, JSON.stringify(answer.body))),
      year: String(year),
    };
  }

  const decide = (planId: string, decision: string, as = bureau) =>
    send("POST", `/allowance-plans/${planId}/decision`, { decision, reason: "as planned" }, as);
  const put = (planId: string, lines: readonly unknown[]) => send("PUT", `/allowance-plans/${planId}/lines`, { lines });
  const lineOf = ({ partyId }: Pick<Entity, "partyId">, change: object = { historic: published }) => ({
    ...{ partyId, documentNumber: "EZ-C-1" },
    ...change,
  });

  /** The worker on this engine, or on another client of it; what it asks for next is put into `asked`. */
  const worker = (asked: AllowancePage[], dynamo = engine.dynamo) => allowancePageWorker({ ...granted, dynamo }, asked);
  /** Does one step with all entities of a plan, page by page; how many messages that took. */
  const work = (planId: string, step: AllowancePage["step"]) => doAllowancePagesOf(granted, planId, step);
  const must = async (answer: Promise<Reply>): Promise<Reply> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(JSON.stringify(body));
    return answer;
  };

  /** A plan in force with some entities, which have their pre-allocated allowances. */
  async function inForce(
    given: readonly (readonly [Entity, object?])[] | ((year: string) => Promise<readonly (readonly [Entity, object?])[]>),
    change: object = {},
  ): Promise<{ readonly planId: string; readonly year: string; readonly instrument: string }> {
    const drafted = await draft(change);
    const entities = typeof given === "function" ? await given(drafted.year) : given;
    await must(
      put(
        drafted.planId,
        entities.map(([each, basis]) => lineOf(each, basis)),
      ),
    );
    for (const decision of ["approve", "publish"]) await must(decide(drafted.planId, decision));
    await work(drafted.planId, "announce");
    await must(decide(drafted.planId, "pre-allocate"));
    await work(drafted.planId, "pre-allocate");
    return { ...drafted, instrument: instrumentOf(drafted.year) };
  }

  /** Whole tonnes of a plan that an account has, free and held. */
  async function tonnes(account: string, instrument: string): Promise<string> {
    const { available, held } = await ledger.position(account, instrument);
    return held.isZero() ? plain(available) : `${plain(available)} + ${plain(held)}`;
  }

  /** The accepted report of an entity, as acceptance leaves it. */
  async function accepted(
    { partyId }: Pick<Entity, "partyId">,
    of: string,
    tco2: string,
    more: { readonly productionDays?: number; readonly outputs?: readonly object[]; readonly version?: number } = {},
  ) {
    const { version = 1, productionDays, outputs = [] } = more;
    const reportId = `${partyId}.${of}`;
    const values = {
      lines: [{ kind: "raw-coal", amount: "1", unit: "t", invoices: [] }],
      ...{ generated: [], outputs, evidence: [] },
      ...(productionDays !== undefined && { productionDays }),
    };
    const at = clock.now();
    const before = await own.reportAt(reportId);
    await commit(engine.dynamo, [
      own.reportPut({
        ...{ reportId, partyId, partyName: "name", creditCode: "code", area: "gedian", year: of, market: "hubei" },
        ...{ reportVersion: version, state: "accepted", ...factors },
        ...{ tce: decimal("1"), tco2: decimal(tco2), conservative: false, reportBy: at, late: false, acceptedVersion: version },
        ...{ workedOnBy: [], draftedAt: at, version: (before?.version ?? 0) + 1 },
      }),
      own.reportVersionPut({
        ...{ reportId, reportVersion: version, values: values as never },
        computed: {
          ...{ ...factors, gridFactor: "0.5", lines: [], tce: "1", tceComplete: true, tco2 },
          ...{ tco2Complete: true, mustReport: true, thresholdTce: "4000", electricityBasis: { zh: "-", en: "-" } },
        },
      }),
    ]);
  }

  /** Moves free allowances of an entity away, as a sale does, or into a pledge. */
  async function use({ partyId }: Pick<Entity, "partyId">, instrument: string, quantity: string, how: "sell" | "pledge" = "sell") {
    const entry = new LedgerEntry<never>(engine.tables.Ledger, {
      ...{ factId: randomUUID(), occurredAt: clock.now(), actor: "test", parties: [], areas: ["420700"] },
      cause: { kind: "test", reference: "test" },
    });
    const account = partyAccount(partyId);
    if (how === "sell") entry.transfer({ instrument, from: account, to: partyAccount("buyer"), quantity: decimal(quantity) });
    else entry.hold({ holdId: randomUUID(), account, instrument, quantity: decimal(quantity), purpose: "pledge" });
    const result = await commit(engine.dynamo, entry.writes());
    if (result.kind !== "committed") throw new Error(JSON.stringify(result));
  }

  const held = (of: Pick<Entity, "partyId">, instrument: string) => tonnes(partyAccount(of.partyId), instrument);
  const left = (planId: string, instrument: string) => tonnes(planAccount(planId), instrument);
  const allocationId = (planId: string, { partyId }: Pick<Entity, "partyId">) => `${planId}.${partyId}`;
  const finally_ = (planId: string, of: Pick<Entity, "partyId">, body: object = {}) =>
    send("POST", `/allowances/${allocationId(planId, of)}/allocations`, {
      kind: "final",
      documentNumber: "EZ-F",
      reason: "report accepted",
      ...body,
    });

  return {
    ...{
      engine,
      clock,
      granted,
      own,
      ledger,
      door,
      call,
      bureau,
      send,
      read,
      entity,
      list,
      draft,
      decide,
      put,
      lineOf,
      worker,
      work,
      must,
    },
    ...{ inForce, tonnes, accepted, use, held, left, allocationId, finally: finally_ },
  };
}

/** The allowances of a plan of Hubei. */
export function instrumentOf(year: string): string {
  return `allowance/hubei/${year}/${Number(year) + 1}-12`;
}

/** The body of a draft. */
export function draftBody(year: string, change: object = {}) {
  return {
    ...{ market: "hubei", year, title: `Allowances of ${year}`, documentNumber: "EZ-A-1", sectors },
    ...{ totalTonnes: "1000000", reserveTonnes: "10000", lastMonth: `${Number(year) + 1}-12`, surrenderBy: `${Number(year) + 1}-11-30` },
    ...change,
  };
}
