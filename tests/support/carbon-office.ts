import { api as officeApi } from "../../functions/carbon/api.ts";
import { api as reportsApi } from "../../functions/carbon/api-reports.ts";
import { api as sheetsApi } from "../../functions/carbon/api-sheets.ts";
import type { ControlPlan } from "../../functions/carbon/control-plans/store.ts";
import { type ReportPorts, reportPorts } from "../../functions/carbon/reports/ports.ts";
import type { Decimal } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { commit } from "../../shared/store/transaction.ts";
import { givenFactors } from "./carbon-factors.ts";
import { type TestClock, testClock } from "./clock.ts";
import { type Engine, engineWithOwn } from "./engine.ts";
import { type Answer, frontDoor, type Request } from "./front-door.ts";
import { grantedOn } from "./granted.ts";
import { givenMember } from "./members.ts";
import { approvedByColleague } from "./second-person.ts";

/** A key entity of a year, with the person who files its report. */
export interface Entity {
  readonly subject: string;
  readonly partyId: string;
  readonly reportId: string;
}

/** Reports of emissions behind their front door: a bureau, the district Gedian, published factors, and a table of their own. */
export interface CarbonOffice {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly ports: ReportPorts;
  readonly bureau: string;
  readonly district: string;
  /** Sends a request; a colleague approves at once what waits for a second person. */
  ask(request: Request): Promise<Answer>;
  /** Sends a request and leaves what waits for a second person waiting. */
  enter(request: Request): Promise<Answer>;
  /** Sends a command that must be accepted; returns its response. */
  done(request: Request): Promise<Record<string, unknown>>;
  /** Sends a command that must be refused; returns its problem and the problem's code. */
  refused(request: Request): Promise<Record<string, unknown>>;
  /** An enterprise in Gedian on the list of key entities of some years. */
  entity(given?: { readonly years?: readonly string[]; readonly market?: string; readonly area?: string }): Promise<Entity>;
  /** A draft of a report. */
  draft(entity: Entity, values: object, more?: object): Request;
  submission(entity: Entity): Request;
  screening(entity: Entity, body?: object): Request;
  decision(entity: Entity, body?: object): Request;
  reopening(entity: Entity): Request;
  /** Puts a screened report where verification would have left it. */
  conclude(entity: Entity, found?: { readonly tce?: Decimal; readonly tco2?: Decimal; readonly by?: string }): Promise<void>;
  /** A report of the values from draft to acceptance. */
  accepted(entity: Entity, values: object, more?: object): Promise<Record<string, unknown>>;
}

const document = { documentNumber: "EZ-C-1" };

/** Opens an office; its clock stands at 10 February 2026, 9 o'clock in Shanghai. */
export async function openCarbonOffice(): Promise<CarbonOffice> {
  const engine = await engineWithOwn("Carbon", "Ledger");
  const clock = testClock("2026-02-10T01:00:00.000Z");
  const granted = await grantedOn(engine, clock);
  const ports = reportPorts(granted);
  const bureau = (await givenMember(engine, { role: "regulator" })).subject;
  const district = (await givenMember(engine, { role: "district", area: "gedian" })).subject;
  const [reports, register, sheets] = [reportsApi, officeApi, sheetsApi].map((api) => frontDoor(api.open(granted)));
  const enter = (request: Request) => {
    const ofReports = /^\/carbon\/(?:reports|verifications|evidence)/.test(request.path) ? reports : register;
    return required(/\/sheet$|\/templates\//.test(request.path) ? sheets : ofReports, request.path)(request);
  };
  const ask = approvedByColleague(engine, enter);
  const done = async (request: Request) => {
    const answer = await ask(request);
    if (answer.status > 201) throw new Error(`${request.method} ${request.path}: ${answer.text}`);
    return answer.body as Record<string, unknown>;
  };
  await givenFactors(ask, bureau);
  const at = ({ reportId }: Entity, what = "") => `/carbon/reports/${reportId}${what}`;
  const office: CarbonOffice = {
    ...{ engine, clock, ports, bureau, district, ask, enter, done },
    async refused(request) {
      const answer = await ask(request);
      if (answer.status < 400) throw new Error(`${request.method} ${request.path} was accepted: ${answer.text}`);
      const problem = answer.body as Record<string, unknown>;
      return { ...problem, code: String(problem.type).replace("/problems/", "") };
    },
    async entity({ years = ["2025"], market = "hubei", area = "gedian" } = {}) {
      const { subject, partyId } = await givenMember(engine, { role: "enterprise", area });
      const body = { market, sector: "造纸", generates: false, ...document };
      for (const year of years) {
        await done({ as: bureau, method: "PUT", path: `/carbon/entities/${partyId}/years/${year}`, body });
        await givenPlan({ engine, ports }, { partyId, year, area });
      }
      return { subject, partyId, reportId: `${partyId}.${years[0]}` };
    },
    draft: (entity, values, more) => ({ as: entity.subject, method: "PUT", path: at(entity), body: { values, ...more } }),
    submission: (entity) => ({ as: entity.subject, method: "POST", path: at(entity, "/submission") }),
    screening: (entity, body = { passed: true }) => ({ as: district, method: "POST", path: at(entity, "/screening"), body }),
    decision: (entity, body = { accepted: true }) => ({
      ...{ as: bureau, method: "POST", path: at(entity, "/decision") },
      body: { ...document, ...body },
    }),
    reopening: (entity) => ({
      ...{ as: bureau, method: "POST", path: at(entity, "/reopening") },
      body: { ...document, reason: "a meter was read wrongly" },
    }),
    async conclude({ reportId }, { tce, tco2, by = "person-of-verifier" } = {}) {
      const report = required(await ports.own.reportAt(reportId), reportId);
      const found = { ...(tce && { verifiedTce: tce }), ...(tco2 && { verifiedTco2: tco2 }) };
      const workedOnBy = [...report.workedOnBy, by];
      const concluded = {
        ...report,
        ...found,
        workedOnBy,
        state: "concluded",
        concludedAt: clock.now(),
        version: report.version + 1,
      } as const;
      await commit(engine.dynamo, [ports.own.reportPut(concluded)]);
    },
    async accepted(entity, values, more) {
      await done(office.draft(entity, values, more));
      await done(office.submission(entity));
      await done(office.screening(entity));
      await office.conclude(entity);
      return done(office.decision(entity));
    },
  };
  return office;
}

/** Puts an approved control plan of a year without months, so that a test of reports needs no monthly storage. */
export async function givenPlan(
  { engine, ports }: Pick<CarbonOffice, "engine" | "ports">,
  of: { readonly partyId: string; readonly year: string; readonly area: string },
  activities: ControlPlan["activities"] = [],
): Promise<void> {
  const at = "2024-11-01T00:00:00.000Z";
  const names = { ...of, partyName: "Party", creditCode: of.partyId };
  const plan: ControlPlan = {
    ...{ ...names, planVersion: 1, activities, state: "approved", filedBy: "person", filedAt: at, late: false, decidedAt: at, version: 1 },
  };
  const head = { latest: 1, inForce: 1, version: 1 };
  await commit(engine.dynamo, [ports.own.controlPlanPut(plan), ports.own.controlPlanHeadPut(of, head)]);
}
