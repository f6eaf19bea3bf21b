import { reportPorts } from "../../../../functions/carbon/reports/ports.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { memberReader } from "../../../../shared/members/members.ts";
import type { AuctionHouse, Bidder } from "../../../support/auction-house.ts";
import { givenPlan } from "../../../support/carbon-office.ts";
import type { Request } from "../../../support/front-door.ts";
import { givenMember } from "../../../support/members.ts";
import type { Verifier } from "../../../support/ownership.ts";

const document = { documentNumber: "X-1" };
/** What every report states. */
export const reported = { lines: [{ kind: "diesel", amount: "1", unit: "t" }] };
/** What a verifier finds in it. */
export const finding = { line: 1, found: "no sample", asked: "the samples", conservative: { tco2: "9", basis: "estimate" } };

/** How far a report has come. */
export type ReportStage =
  | "drafted"
  | "submitted"
  | "screened"
  | "assigned"
  | "begun"
  | "questioned"
  | "answered"
  | "concluded"
  | "disputed"
  | "agreed"
  | "accepted";

const toConclusion = ["drafted", "submitted", "screened", "assigned", "begun"] as const;
/** What is done with a report until it has come that far. */
const stepsTo: Readonly<Record<ReportStage, readonly ReportStage[]>> = {
  drafted: ["drafted"],
  submitted: ["drafted", "submitted"],
  screened: ["drafted", "submitted", "screened"],
  assigned: ["drafted", "submitted", "screened", "assigned"],
  begun: toConclusion,
  questioned: [...toConclusion, "questioned"],
  answered: [...toConclusion, "questioned", "answered"],
  concluded: [...toConclusion, "concluded"],
  disputed: [...toConclusion, "concluded", "disputed"],
  agreed: [...toConclusion, "concluded", "agreed"],
  accepted: [...toConclusion, "concluded", "agreed", "accepted"],
};

/** Brings reports of the owner's area to their stages, through the front door. */
export interface ReportStages {
  /** The owner's report of a year. */
  own(year: string, stage: ReportStage): Promise<{ readonly reportId: string }>;
  /** The report of 2025 of another entity of the area, so that commands of authorities and verifiers don't meet in one. */
  ofAnother(stage: ReportStage): Promise<{ readonly reportId: string }>;
}

/** Who acts on reports besides the entities: the city's bureau, who screens in the owner's area, and the verifier. */
export async function reportStages(house: AuctionHouse, owner: Bidder, verifier: Verifier): Promise<ReportStages> {
  const { engine, call, regulator, granted } = house;
  const { area } = required(await memberReader(engine.dynamo, engine.tables.Parties).party(owner.partyId), "party of the owner");
  const screener = (await givenMember(engine, { role: area === "420700" ? "regulator" : "district", area })).subject;
  const ports = reportPorts(granted);

  async function bring(entity: Pick<Bidder, "subject" | "partyId">, year: string, stage: ReportStage) {
    const { subject, partyId } = entity;
    const reportId = `${partyId}.${year}`;
    const [report, verification] = [`/carbon/reports/${reportId}`, `/carbon/verifications/${reportId}`];
    const post = (as: string, path: string, body: object = {}): Request => ({ as, method: "POST", path, body });
    const steps: Readonly<Record<ReportStage, Request>> = {
      drafted: { as: subject, method: "PUT", path: report, body: { values: reported } },
      submitted: post(subject, `${report}/submission`),
      screened: post(screener, `${report}/screening`, { passed: true }),
      assigned: { as: regulator, method: "PUT", path: `${verification}/verifier`, body: { verifierId: verifier.partyId, ...document } },
      begun: post(verifier.subject, `${verification}/beginning`),
      questioned: post(verifier.subject, `${verification}/findings`, finding),
      answered: post(subject, `${verification}/findings/1/answer`, { text: "attached" }),
      concluded: post(verifier.subject, `${verification}/conclusion`, { opinion: "reliable" }),
      disputed: post(subject, `${verification}/response`, { agreed: false, reason: "a sample was left out" }),
      agreed: post(subject, `${verification}/response`, { agreed: true }),
      accepted: post(regulator, `${report}/decision`, { accepted: true, ...document }),
    };
    const listed = { market: "none", sector: "paper", generates: false, ...document };
    const list = { as: regulator, method: "PUT", path: `/carbon/entities/${partyId}/years/${year}`, body: listed } as const;
    await givenPlan({ engine, ports }, { partyId, year, area });
    for (const request of [list, ...stepsTo[stage].map((step) => steps[step])]) {
      const { status, text } = await call(request);
      if (status > 201) throw new Error(`${request.method} ${request.path}: ${text}`);
    }
    return { reportId };
  }

  return {
    own: (year, stage) => bring(owner, year, stage),
    ofAnother: async (stage) => bring(await givenMember(engine, { role: "enterprise", area }), "2025", stage),
  };
}
