import { marketOf } from "../../../shared/carbon/markets.ts";
import { mrvRules } from "../../../shared/carbon/mrv-rules.ts";
import { requiredTonnes } from "../../../shared/carbon/obligation.ts";
import type { Call } from "../../../shared/http/api-handler.ts";
import type { Caller } from "../../../shared/http/caller.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { Decimal, plain, zero } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { messageOf } from "../../../shared/kernel/message.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { checkOwnWork } from "../own-work.ts";
import type { CarbonRefusal } from "../problems.ts";
import { acceptedEnergyPut, acceptedEnergyReversed, reportingEntity } from "../register/accepted-energy.ts";
import type { KeyEntity } from "../register/store.ts";
import { type ObligationEvent, type ObligedEntity, obligationAfter } from "../surrender/obligation.ts";
import { surrenderTerms } from "../surrender/terms.ts";
import { reportInArea } from "./access.ts";
import { type reportsEndpoints, reportsFacts } from "./contract.ts";
import { monthsOpened } from "./months-opened.ts";
import { moved } from "./moved.ts";
import type { ReportPorts } from "./ports.ts";
import { type ReportMarket, sources } from "./rules.ts";
import type { Report } from "./store.ts";
import { entityYearOf, figuresOf, type ReportView, reportStatedOf, reportView } from "./views.ts";

/**
 * Accepts a verified report, by two persons of whom none screened or verified it, or rejects it with a reason. Acceptance determines the
 * emissions of the year: what is to be surrendered and the energy of the key entity follow in the same transaction.
 */
export function decideReport(ports: ReportPorts, call: Call<typeof reportsEndpoints.decideReport>) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<ReportView, CarbonRefusal>(ports, call, async () => {
    const found = await reportInArea(own, caller, params.reportId);
    if (!found.ok) return found;
    const report = found.value;
    const { accepted, documentNumber, reason } = body;
    const at = clock.now();
    const { reason: _reason, ...rest } = report;
    // The list may have corrected the market since the report was drafted: emissions count in the one that stands.
    const entity = await reportingEntity(ports, report);
    const kept = accepted ? { ...rest, market: entity.market } : rest;
    const changes = { documentNumber, decidedAt: at, ...(accepted && { acceptedVersion: report.reportVersion }) };
    const because = { ...changes, ...(reason !== undefined && { reason }) };
    const moving = moved(kept, "decideReport", because, accepted ? "own-work" : "it is rejected with a reason");
    if (!moving.ok) return moving;
    const decided = moving.value;
    const others = othersWork(caller, report);
    if (!others.ok) return others;
    const final = finalAt(report, at);
    if (!final.ok) return final;
    if (!accepted && reason === undefined) return refuse({ code: "decision-needs-reason", source: sources.decision });
    const stated = required(await own.reportVersion(report), `version of ${report.reportId}`);
    const envelope = factEnvelopeOf(caller, at, { parties: [report.partyId], areas: [report.area] });
    if (!accepted) {
      const data = { ...reportStatedOf(decided), reason: required(reason, "reason"), documentNumber };
      const fact = own.state(reportsFacts.reportRejected, { ...envelope, data });
      const months = await monthsOpened(ports, report);
      return accept({ response: reportView(decided, stated, []), writes: [own.reportPut(decided), fact, ...months] });
    }
    return accept({
      response: reportView(decided, stated, []),
      writes: [own.reportPut(decided), ...(await acceptanceWrites(ports, decided, entity, envelope))],
    });
  });
}

/** Reopens an accepted report, by two persons: its acceptance is reversed, and its entity drafts the next version. */
export function reopenReport(ports: ReportPorts, call: Call<typeof reportsEndpoints.reopenReport>) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<ReportView, CarbonRefusal>(ports, call, async () => {
    const found = await reportInArea(own, caller, params.reportId);
    if (!found.ok) return found;
    const { acceptedVersion, ...report } = found.value;
    const moving = moved(report, "reopenReport", body);
    if (!moving.ok) return moving;
    const reopened = moving.value;
    const at = clock.now();
    const stated = required(await own.reportVersion(report), `version of ${report.reportId}`);
    const envelope = factEnvelopeOf(caller, at, { parties: [report.partyId], areas: [report.area] });
    const { reportId, market } = report;
    const data = { ...entityYearOf(report), reportId, market, reversedVersion: required(acceptedVersion, "accepted version"), ...body };
    return accept({
      response: reportView(reopened, stated, []),
      writes: [
        own.reportPut(reopened),
        own.state(reportsFacts.reportReopened, { ...envelope, data }),
        await acceptedEnergyReversed(ports, report),
        ...(await monthsOpened(ports, report)),
        ...(await obligationWrites(ports, report, async () => ({ kind: "reopened" }), envelope, "carbon-report-reopened")),
      ],
    });
  });
}

/** Nobody decides on a report that they screened or verified, neither as the first nor as the second person. */
function othersWork({ subject, approvedBy }: Caller, { workedOnBy }: Report) {
  const first = checkOwnWork({ subject }, workedOnBy);
  return first.ok && approvedBy !== undefined ? checkOwnWork({ subject: approvedBy }, workedOnBy) : first;
}

/** Verified figures are decided on when the entity has responded or can't any more, and no request for re-verification is open. */
function finalAt({ respondBy, reverifyBy }: Report, at: Instant) {
  const source = messageOf(mrvRules.reverificationRequestWorkingDays.source);
  if (reverifyBy !== undefined) return refuse({ code: "result-not-final", awaits: "reverification", until: reverifyBy, source } as const);
  if (respondBy !== undefined && at < respondBy)
    return refuse({ code: "result-not-final", awaits: "response", until: respondBy, source } as const);
  return accept(true);
}

type Envelope = ReturnType<typeof factEnvelopeOf>;

async function acceptanceWrites(ports: ReportPorts, report: Report, entity: KeyEntity, envelope: Envelope) {
  const { market, tce, tco2, verifiedTce = tce, verifiedTco2 = tco2 } = report;
  const tonnes = tonnesToSurrender(market, verifiedTco2);
  const data = { ...reportStatedOf(report), ...figuresOf(report), requiredTonnes: plain(tonnes) };
  const verified = async (obliged: ObligedEntity): Promise<ObligationEvent> => ({
    ...{ kind: "verified", requiredTonnes: tonnes },
    terms: await surrenderTerms(ports.own, obliged, envelope.occurredAt),
  });
  return [
    ports.own.state(reportsFacts.reportAccepted, { ...envelope, data }),
    acceptedEnergyPut(ports, entity, { reportId: report.reportId, tce: verifiedTce, tco2: verifiedTco2 }),
    ...(await obligationWrites(ports, report, verified, envelope, "carbon-report-accepted")),
  ];
}

/** Emissions below zero leave nothing to surrender; outside of every market they are stated as whole tonnes all the same. */
function tonnesToSurrender(market: ReportMarket, tco2: Decimal): Decimal {
  return requiredTonnes(Decimal.max(zero, tco2), market === "none" ? "up" : marketOf(market).obligation.rounding);
}

/** What an event does to the obligation of the entity's year; nothing outside of every market. */
async function obligationWrites(
  { own }: ReportPorts,
  report: Report,
  event: (entity: ObligedEntity) => Promise<ObligationEvent>,
  envelope: Envelope,
  factType: string,
) {
  const { market } = report;
  if (market === "none") return [];
  const entity = { ...entityYearOf(report), market };
  const because = { factType, reference: report.reportId };
  // A fact of its own beside that of the report: its id follows from the obligation.
  return (await obligationAfter(own, entity, await event(entity), { envelope, because })).writes;
}
