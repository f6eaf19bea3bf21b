import { required } from "../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import type { Key } from "../../../shared/store/client.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { DuePorts } from "../ports.ts";
import { moved } from "../reports/moved.ts";
import { verificationFacts } from "./contract-facts.ts";
import { lastDayBefore } from "./days.ts";
import { verificationLifecycles } from "./lifecycles.ts";
import { findingAfter } from "./moved-finding.ts";
import { findingStated } from "./non-conformities.ts";
import type { Verification } from "./store.ts";
import { verificationStated } from "./views.ts";

const actor = "carbon-deadlines";

/** Sets the conservative figure of a non-conformity that was not answered in time; the report says that a part of it is such a figure. */
export async function setConservativeFigure({ dynamo, clock, own }: DuePorts, key: Key): Promise<void> {
  const finding = await own.findingDue(key);
  const last = finding?.rounds.at(-1);
  const at = clock.now();
  if (finding?.state !== "raised" || !last || last.answerBy > at) return;
  const { reportId, assignment, number, conservative } = finding;
  const [verification, report] = await Promise.all([own.verificationAt(reportId), own.reportAt(reportId)]);
  if (verification?.assignment !== assignment || !report) return;
  const openFindings = verification.openFindings - 1;
  const guard = openFindings > 0 ? "others are open" : "none is open";
  const marked = moved(report, "setConservativeFigure", { conservative: true }, guard);
  const after = required(marked.ok ? marked.value : undefined, `report ${reportId} with an open non-conformity`);
  const row: Verification = { ...verification, openFindings, version: verification.version + 1 };
  const set = findingAfter(finding, "setConservativeFigure", { endedAt: at });
  const data = { ...findingStated(row, set), conservativeTco2: conservative.tco2, basis: conservative.basis };
  const factId = `conservative-figure.${reportId}.${assignment}.${number}`;
  const envelope = { factId, occurredAt: at, actor, parties: [row.partyId, row.verifierId], areas: [row.area] };
  await commit(dynamo, [
    own.reportPut(after),
    own.verificationPut(row),
    own.findingPut(set),
    own.state(verificationFacts.conservativeFigureSet, { ...envelope, data }),
  ]);
}

/** Marks a request for re-verification that was not decided in time: it is listed as overdue, and its entity told. */
export async function markReverificationOverdue({ dynamo, clock, own }: DuePorts, key: Key): Promise<void> {
  const verification = await own.verificationDue(key);
  const request = verification?.reverification;
  const at = clock.now();
  if (!verification || request?.state !== "requested" || request.decideBy > at) return;
  const state = stateAfter(verificationLifecycles.reverification, request.state, "reverificationOverdue");
  const row: Verification = { ...verification, reverification: { ...request, state }, version: verification.version + 1 };
  const factId = `re-verification-overdue.${row.reportId}.${row.assignment}`;
  const envelope = { factId, occurredAt: at, actor, parties: [row.partyId], areas: [row.area] };
  const data = { ...verificationStated(row), lastDay: lastDayBefore(request.decideBy) };
  await commit(dynamo, [own.verificationPut(row), own.state(verificationFacts.reverificationOverdue, { ...envelope, data })]);
}
