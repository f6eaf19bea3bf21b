import { randomUUID } from "node:crypto";
import { api } from "../../functions/carbon/api-allowances.ts";
import { obligationAfter } from "../../functions/carbon/surrender/obligation.ts";
import { surrenderTerms } from "../../functions/carbon/surrender/terms.ts";
import { type MarketName, marketOf } from "../../shared/carbon/markets.ts";
import { requiredTonnes } from "../../shared/carbon/obligation.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { type Decimal, decimal, plain } from "../../shared/kernel/decimal.ts";
import { type Account, partyAccount } from "../../shared/ledger/account.ts";
import type { HoldPurpose } from "../../shared/ledger/hold.ts";
import { openLedger } from "../../shared/ledger/ledger.ts";
import { commit } from "../../shared/store/transaction.ts";
import { openCarbonOffice, type Entity as ReportingEntity } from "./carbon-office.ts";
import { type Answer, frontDoor, type Request } from "./front-door.ts";
import { grantedOn } from "./granted.ts";
import { givenMember } from "./members.ts";
import { approvedByColleague } from "./second-person.ts";

/** Allowances of Hubei, the oldest first, and of another market. */
export const of2024 = "allowance/hubei/2024/2026-12";
export const of2025 = "allowance/hubei/2025/2027-12";
export const expired = "allowance/hubei/2023/2025-12";
export const national = "allowance/national/2025/2027-12";

/** The document of a regulator. */
export const document = { documentNumber: "EZ-S-1", reason: "as decided" };

type Body = Record<string, unknown>;
/** What a test of surrender needs. */
export type SurrenderOffice = Awaited<ReturnType<typeof openSurrenderOffice>>;

/** The office of reports with the door of surrender beside it; an enterprise of Gedian reports and surrenders for 2025. */
export async function openSurrenderOffice() {
  const office = await openCarbonOffice();
  const { engine, clock, bureau } = office;
  const { own } = office.ports;
  const ledger = openLedger(engine.dynamo, (await grantedOn(engine, clock)).tables.Ledger);
  const enter = frontDoor(api.open(await grantedOn(engine, clock)));
  const call = approvedByColleague(engine, enter);

  /** Moves allowances or holds them, as entries of others do. */
  async function entry(change: (entry: ReturnType<typeof ledger.newEntry>) => unknown, occurredAt: string): Promise<void> {
    const cause = { kind: "test", reference: "test" };
    const made = ledger.newEntry({ factId: randomUUID(), occurredAt, actor: "test", parties: [], areas: [], cause });
    change(made);
    const result = await commit(engine.dynamo, made.writes());
    if (result.kind !== "committed") throw new Error(JSON.stringify(result));
  }

  /** Gives an account allowances, as they were issued in 2025. */
  const give = (to: Account, instrument: string, quantity: string) =>
    entry((made) => made.transfer({ instrument, from: "issue:0", to, quantity: decimal(quantity) }), "2025-12-01T00:00:00.000Z");

  const obligationOf = ({ partyId }: Pick<ReportingEntity, "partyId">) => `/carbon/obligations/${partyId}/2025`;

  return {
    ...{ engine, clock, bureau, office, ledger, own, enter, call },
    give,
    /** Sets allowances of an entity aside; returns the hold. */
    async hold({ partyId }: ReportingEntity, instrument: string, quantity: string, purpose: HoldPurpose): Promise<string> {
      const holdId = randomUUID();
      const account = partyAccount(partyId);
      await entry((made) => made.hold({ holdId, account, instrument, quantity: decimal(quantity), purpose }), clock.now());
      return holdId;
    },
    ...{ obliged, restate, accept },
    /** An entity whose report was filed, verified and accepted. */
    async reported(tco2: string) {
      const entity = await office.entity();
      await accept(entity, tco2);
      return entity;
    },
    /** An entity with an obligation, whose people surrender two by two. */
    async careful(tco2: string) {
      const entity = await obliged(tco2);
      const party = { partyId: entity.partyId, secondPersonFor: ["carbon"] as const };
      const { subject } = await givenMember(engine, { role: "enterprise", area: "gedian", party });
      return { ...entity, subject };
    },
    /** A second later. */
    later: () => clock.moveTo(plusSeconds(clock.now(), 1)),
    /** Reopens a report and reports again. */
    async correct(entity: ReportingEntity, tco2: string): Promise<void> {
      await office.done(office.reopening(entity));
      await accept(entity, tco2, { correction: "a meter was read wrongly" });
    },
    surrender: ({ subject }: Pick<ReportingEntity, "subject">, body: object, key?: string): Request => ({
      ...{ as: subject, method: "POST", path: "/carbon/surrenders", body: { year: "2025", ...body } },
      ...(key !== undefined && { key }),
    }),
    cancel: ({ subject }: ReportingEntity, body: object): Request => ({
      ...{ as: subject, method: "POST", path: "/carbon/allowances/cancellations" },
      body: { reason: "carbon neutral", ...body },
    }),
    /** What the bureau does with an obligation. */
    byBureau: (entity: Pick<ReportingEntity, "partyId">, what: "orders" | "giving-back" | "determinations", body: object): Request => ({
      ...{ as: bureau, method: "POST", path: `${obligationOf(entity)}/${what}` },
      body: { ...document, ...body },
    }),
    freeze: ({ partyId }: Pick<ReportingEntity, "partyId">, body: object): Request => ({
      ...{ as: bureau, method: "POST", path: `/carbon/allowances/of/${partyId}/freezes` },
      body: { ...document, ...body },
    }),
    obligationOf,
    /** Sends a command that must be accepted. */
    async done(request: Request): Promise<Body> {
      const answer = await call(request);
      if (answer.status > 201) throw new Error(`${request.method} ${request.path}: ${answer.text}`);
      return answer.body as Body;
    },
    /** Sends a command of or about an entity that must be refused and change nothing of it; returns the problem and its code. */
    async refused(entity: Pick<ReportingEntity, "partyId">, request: Request): Promise<Body> {
      const before = await left(entity);
      const answer = await call(request);
      if (answer.status < 400) throw new Error(`${request.method} ${request.path} was accepted: ${answer.text}`);
      const after = await left(entity);
      if (before !== after) throw new Error(`a refusal left something behind:\n${before}\n${after}`);
      return codeOf(answer);
    },
    /** Free and held tonnes of an entity's allowances, by name. */
    async holds({ partyId }: Pick<ReportingEntity, "partyId">): Promise<Record<string, string>> {
      const { items } = await ledger.positions(partyAccount(partyId), "allowance");
      const text = (available: Decimal, held: Decimal) => (held.isZero() ? plain(available) : `${plain(available)} + ${plain(held)}`);
      return Object.fromEntries(items.map(({ instrument, available, held }) => [instrument, text(available, held)]));
    },
    read: (as: string, path: string) => call({ as, method: "GET", path }),
  };

  /** An entity of a market with what acceptance of its report leaves, and with allowances by name. */
  async function obliged(tco2: string, allowances: Readonly<Record<string, string>> = {}, market: MarketName = "hubei") {
    const entity = await office.entity({ market });
    await restate(entity, tco2, market);
    for (const [instrument, quantity] of Object.entries(allowances)) await give(partyAccount(entity.partyId), instrument, quantity);
    return entity;
  }

  /** Sets the verified emissions of an entity, as acceptance of a report does. */
  async function restate({ partyId, reportId }: ReportingEntity, tco2: string, market: MarketName = "hubei"): Promise<void> {
    const row = { partyId, partyName: "Mill", creditCode: "code", area: "gedian", year: "2025", market };
    const tonnes = requiredTonnes(decimal(tco2), marketOf(market).obligation.rounding);
    const event = { kind: "verified", requiredTonnes: tonnes, terms: await surrenderTerms(own, row, clock.now()) } as const;
    const envelope = { factId: randomUUID(), occurredAt: clock.now(), actor: "test", parties: [partyId], areas: ["gedian"] };
    const because = { factType: "carbon-report-accepted", reference: reportId };
    const { writes } = await obligationAfter(own, row, event, { envelope, because });
    await commit(engine.dynamo, writes);
  }

  async function accept(entity: ReportingEntity, tco2: string, more?: object): Promise<void> {
    const values = { lines: [{ kind: "bituminous-coal", amount: "100", unit: "t", invoices: [] }] };
    await office.done(office.draft(entity, values, more));
    await office.done(office.submission(entity));
    await office.done(office.screening(entity));
    await office.conclude(entity, { tco2: decimal(tco2) });
    await office.done(office.decision(entity));
  }

  /** Everything that surrender may write about an entity, as text. */
  async function left({ partyId }: Pick<ReportingEntity, "partyId">): Promise<string> {
    const account = partyAccount(partyId);
    const read = [
      ledger.positions(account, "allowance"),
      ledger.holds(account, "allowance"),
      own.obligation(partyId, "2025"),
      own.surrenders({ partyId, year: "2025" }, {}),
    ];
    return JSON.stringify(await Promise.all(read));
  }
}

/** A problem with its code. */
export function codeOf(answer: Answer): Body {
  const problem = answer.body as Body;
  return { ...problem, code: String(problem.type).replace("/problems/", "") };
}
