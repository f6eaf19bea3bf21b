import type { Call } from "../../../shared/http/api-handler.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import type { Party } from "../../../shared/members/members.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { CarbonRefusal } from "../problems.ts";
import { reportInArea } from "../reports/access.ts";
import { moved } from "../reports/moved.ts";
import type { Report } from "../reports/store.ts";
import type { CarbonStore } from "../store.ts";
import { verificationInArea } from "./access.ts";
import type { verificationEndpoints } from "./contract.ts";
import { verificationFacts } from "./contract-facts.ts";
import { findingAfter } from "./moved-finding.ts";
import type { VerificationPorts } from "./ports.ts";
import type { Verification, VerifierYear } from "./store.ts";
import { type Untied, untiedVerifier } from "./ties.ts";
import { type VerificationView, verificationEnvelope, verificationStated, verificationView } from "./views.ts";

/** Assigns a screened report to a verifier without ties, by two persons. */
export function assignVerifier(ports: VerificationPorts, call: Call<typeof verificationEndpoints.assignVerifier>) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<VerificationView, CarbonRefusal>(ports, call, async () => {
    const found = await reportInArea(own, caller, params.reportId);
    if (!found.ok) return found;
    const assigned = moved(found.value, "assignVerifier", { verifierId: body.verifierId });
    if (!assigned.ok) return assigned;
    const untied = await untiedVerifier(ports, found.value, body.verifierId);
    if (!untied.ok) return untied;
    const at = clock.now();
    const before = await own.verificationAt(params.reportId);
    const row = newAssignment(assigned.value, untied.value.verifier, { before, documentNumber: body.documentNumber, at });
    const earlier = await own.earlierVerifications(params.reportId);
    const data = { ...verificationStated(row), documentNumber: body.documentNumber };
    return accept({
      response: await verificationView(own, row, assigned.value, { earlier: before ? [...earlier, before] : earlier }),
      writes: [
        own.reportPut(assigned.value),
        ...assignmentWrites(own, row, before, untied.value),
        own.state(verificationFacts.verifierAssigned, { ...verificationEnvelope(caller, at, row), data }),
      ],
    });
  });
}

/** The assignment of a report to a verifier; it follows the one before, if there is one. */
export function newAssignment(
  report: Report,
  { partyId: verifierId, name: verifierName, creditCode: verifierCode }: Party,
  { before, documentNumber, at }: { readonly before: Verification | undefined; readonly documentNumber: string; readonly at: Instant },
): Verification {
  const { reportId, partyId, partyName, creditCode, area, year, market, reportVersion } = report;
  return {
    ...{ reportId, partyId, partyName, creditCode, area, year, market, reportVersion },
    ...{ assignment: (before?.assignment ?? 0) + 1, verifierId, verifierName, verifierCode, documentNumber },
    ...{ assignedAt: at, findings: 0, openFindings: 0, version: (before?.version ?? 0) + 1 },
  };
}

/** The writes of an assignment: the one before is kept, and the verifier counts for the year. */
export function assignmentWrites(own: CarbonStore, row: Verification, before: Verification | undefined, { years }: Untied) {
  const year = years.find((each) => each.year === row.year);
  const verifierIds = [...new Set([...(year?.verifierIds ?? []), row.verifierId])];
  return [
    own.verificationPut(row),
    ...(before ? [own.verificationKept(before)] : []),
    own.verifierYearPut(row.partyId, { year: row.year, verifierIds, version: (year?.version ?? 0) + 1 }),
  ];
}

/** Withdraws an assignment with a reason: what is open is dropped, the year does not count for the verifier, and it sees nothing any more. */
export function withdrawAssignment(ports: VerificationPorts, call: Call<typeof verificationEndpoints.withdrawAssignment>) {
  const { own, clock } = ports;
  const { caller, params, body } = call;
  return runCommand<VerificationView, CarbonRefusal>(ports, call, async () => {
    const found = await verificationInArea(own, caller, params.reportId);
    if (!found.ok) return found;
    const { report, verification } = found.value;
    const { verifierId, ...unassigned } = report;
    const screened = moved(unassigned, "withdrawAssignment", { conservative: false });
    if (!screened.ok) return screened;
    const at = clock.now();
    const [findings, years, earlier] = await Promise.all([
      own.findingsOf(verification),
      own.verifierYears(report.partyId),
      own.earlierVerifications(params.reportId),
    ]);
    const dropped = findings
      .filter(({ state }) => state === "raised" || state === "answered")
      .map((each) => findingAfter(each, "withdrawAssignment", { endedAt: at }));
    const because = { withdrawnAt: at, withdrawnBecause: body.reason, openFindings: 0 };
    const row: Verification = { ...verification, ...because, version: verification.version + 1 };
    const data = { ...verificationStated(row), reason: body.reason };
    return accept({
      response: await verificationView(own, row, screened.value, { changed: dropped, earlier }),
      writes: [
        own.reportPut(screened.value),
        own.verificationPut(row),
        ...dropped.map(own.findingPut),
        ...uncounted(own, row, years, earlier),
        own.state(verificationFacts.assignmentWithdrawn, { ...verificationEnvelope(caller, at, row), data }),
      ],
    });
  });
}

/** The year does not count any more for who was withdrawn, unless it had concluded a verification of the same year before. */
function uncounted(own: CarbonStore, row: Verification, years: readonly VerifierYear[], earlier: readonly Verification[]) {
  const year = years.find((each) => each.year === row.year);
  const concluded = earlier.some(({ verifierId, conclusion }) => verifierId === row.verifierId && conclusion !== undefined);
  if (!year || concluded) return [];
  const verifierIds = year.verifierIds.filter((each) => each !== row.verifierId);
  return [own.verifierYearPut(row.partyId, { year: row.year, verifierIds, version: year.version + 1 })];
}
