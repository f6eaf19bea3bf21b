import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { compliance } from "../../functions/compliance/deployment.ts";
import { licences } from "../../functions/licences/deployment.ts";
import { parties } from "../../functions/parties/deployment.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import type { HoldPurpose } from "../../shared/ledger/hold.ts";
import { commit } from "../../shared/store/transaction.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { complianceEar } from "../support/compliance.ts";
import { type Engine, engineWithOwn } from "../support/engine.ts";
import { type Granted, grantedOn } from "../support/granted.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { statedAbout, transfers } from "../support/stated-facts.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

/** A site in Huarong with the person who files for it. */
export interface Discharger {
  readonly subject: string;
  readonly partyId: string;
  readonly siteId: string;
  readonly licenceNumber: string;
}

/** Where the facts are that compliance hears of sites. They are looked for in whole tables, so that these have nobody else's. */
const tables = ["Compliance", "Ledger", "Licences"] as const;

/** Declarations, licences and parties behind the front door, with bureaus of two districts. */
export class ComplianceWorld {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly api: WholeApi;
  readonly granted: Granted;
  readonly bureau: string;
  readonly elsewhere: string;
  readonly ear: (fact: Fact) => Promise<void>;

  private constructor(engine: Engine, clock: TestClock, granted: Granted, api: WholeApi, bureau: string, elsewhere: string) {
    this.engine = engine;
    this.clock = clock;
    this.api = api;
    this.granted = granted;
    this.ear = complianceEar(granted);
    this.bureau = bureau;
    this.elsewhere = elsewhere;
  }

  /** Opens it at an instant. */
  static async open(start?: string): Promise<ComplianceWorld> {
    const engine = await engineWithOwn(...tables);
    const clock = testClock(start);
    const granted = await grantedOn(engine, clock);
    const api = await openWholeApi(engine, clock, { of: [compliance, licences, parties] });
    const bureau = await givenMember(engine, { role: "regulator", area: "420703" });
    const elsewhere = await givenMember(engine, { role: "regulator", area: "420704" });
    return new ComplianceWorld(engine, clock, granted, api, bureau.subject, elsewhere.subject);
  }

  /** An enterprise with a site in Huarong. */
  async discharger(): Promise<Discharger> {
    const { subject, partyId } = await givenMember(this.engine, { role: "enterprise", area: "420703" });
    const { siteId, licenceNumber } = await givenSite(this.engine, partyId, { area: "420703" });
    return { subject, partyId, siteId, licenceNumber };
  }

  post(as: string, path: string, body?: object) {
    return this.api.call({ as, method: "POST", path, ...(body && { body }) });
  }

  get(as: string, path: string) {
    return this.api.call({ as, method: "GET", path });
  }

  /** Sends a command that must be accepted; returns its response. */
  async done(as: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const answer = await this.post(as, path, body);
    expect(answer.status, answer.text).toBeLessThan(202);
    return answer.body as Record<string, unknown>;
  }

  /** The body of a declaration of COD. */
  declaration({ siteId }: Discharger, more: object = {}) {
    const evidence = [{ title: "online monitoring", sha256: sha256("monitoring") }];
    return { siteId, pollutant: "COD", year: "2026", tonnes: "6.5", aboveLimitTonnes: "0.2", method: "automatic", evidence, ...more };
  }

  /** Declares what a site discharged and has it accepted; returns the id of the version. */
  async accepted(discharger: Discharger, more: object = {}): Promise<string> {
    const { declarationId } = await this.done(discharger.subject, "/compliance/declarations", this.declaration(discharger, more));
    const path = `/compliance/declarations/${String(declarationId)}`;
    await this.done(discharger.subject, `${path}/submission`);
    await this.done(this.bureau, `${path}/decision`, { accepted: true, documentNumber: "EZ-1" });
    return String(declarationId);
  }

  /** Moves tonnes of a permit to a site, from another site or newly issued; a second later than what was before. */
  async move({ siteId }: Pick<Discharger, "siteId">, instrument: string, tonnes: string, from = "issue:0"): Promise<string> {
    return this.entry((entry) => entry.transfer({ instrument, from, to: siteAccount(siteId), quantity: decimal(tonnes) }));
  }

  /** Holds tonnes of a site's permit for a purpose. */
  async hold({ siteId }: Pick<Discharger, "siteId">, instrument: string, tonnes: string, purpose: HoldPurpose): Promise<string> {
    const shortage = { code: "none" };
    return this.entry((entry) =>
      entry.hold({ holdId: randomUUID(), account: siteAccount(siteId), instrument, quantity: decimal(tonnes), purpose, shortage }),
    );
  }

  /** Makes a ledger entry; returns the id of its fact. */
  async entry(make: (entry: LedgerEntry<{ code: string }>) => void): Promise<string> {
    const factId = randomUUID();
    const envelope = { factId, occurredAt: this.tick(), actor: "test", parties: [], areas: ["420700"] };
    const entry = new LedgerEntry<{ code: string }>(this.engine.tables.Ledger, { ...envelope, cause: { kind: "test", reference: "test" } });
    make(entry);
    const { kind } = await commit(this.engine.dynamo, entry.writes());
    expect(kind).toBe("committed");
    return factId;
  }

  /** A second later. */
  tick(): string {
    this.clock.moveTo(plusSeconds(this.clock.now(), 1));
    return this.clock.now();
  }

  /** Has the bureau record a permit in the site's licence. */
  async record({ siteId, licenceNumber }: Discharger, instrument: string, tonnes: string, more: object = {}): Promise<void> {
    this.tick();
    await this.done(this.bureau, `/licences/sites/${siteId}/records`, {
      licenceNumber,
      instrument,
      tonnes,
      documentNumber: "EZ-1",
      ...more,
    });
  }

  /** Lets compliance hear every fact of a site that it has not heard yet. */
  async heard({ siteId, partyId }: Discharger): Promise<Fact[]> {
    const entries = await transfers(this.engine);
    const moved = entries.filter(({ data }) => data.postings.some(({ account }) => account === siteAccount(siteId)));
    const facts = [...(await this.stated(partyId)), ...moved];
    for (const fact of facts) await this.ear(fact);
    return facts;
  }

  /** What was stated about a party by compliance and by licences, by time and type. */
  stated(partyId: string): Promise<Fact[]> {
    return statedAbout(this.engine, partyId, ["Compliance", "Licences"]);
  }

  /** The obligation of a site for COD as its member reads it. */
  async obligation({ subject, siteId }: Discharger, year = "2026"): Promise<Record<string, unknown>> {
    const answer = await this.get(subject, `/compliance/obligations/${siteId}.${year}.COD`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body as Record<string, unknown>;
  }
}
