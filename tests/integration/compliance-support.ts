import { expect } from "vitest";
import { sha256 } from "../../shared/kernel/ids.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { type Engine, sharedEngine } from "../support/engine.ts";
import { givenMember, givenSite } from "../support/members.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

/** A site in Huarong with the person who files for it. */
export interface Discharger {
  readonly subject: string;
  readonly partyId: string;
  readonly siteId: string;
  readonly licenceNumber: string;
}

/** The whole API on the shared engine, with bureaus of two districts. */
export class ComplianceWorld {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly api: WholeApi;
  readonly bureau: string;
  readonly elsewhere: string;

  private constructor(engine: Engine, clock: TestClock, api: WholeApi, bureau: string, elsewhere: string) {
    this.engine = engine;
    this.clock = clock;
    this.api = api;
    this.bureau = bureau;
    this.elsewhere = elsewhere;
  }

  /** Opens it at an instant. */
  static async open(start?: string): Promise<ComplianceWorld> {
    const engine = await sharedEngine();
    const clock = testClock(start);
    const api = await openWholeApi(engine, clock);
    const bureau = await givenMember(engine, { role: "regulator", area: "420703" });
    const elsewhere = await givenMember(engine, { role: "regulator", area: "420704" });
    return new ComplianceWorld(engine, clock, api, bureau.subject, elsewhere.subject);
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
}
