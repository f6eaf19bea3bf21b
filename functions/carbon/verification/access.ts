import { required } from "../../../shared/kernel/invariant.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { ScopedCaller } from "../../../shared/members/scope.ts";
import { reportInArea, reportSeenBy } from "../reports/access.ts";
import type { Report } from "../reports/store.ts";
import type { CarbonStore } from "../store.ts";
import type { Finding, Verification } from "./store.ts";

/** A report under verification, and the assignment it is verified by. */
export interface UnderVerification {
  readonly report: Report;
  readonly verification: Verification;
}

type Found = Promise<Outcome<UnderVerification, NotFound>>;

/** A report that a caller may read and that was assigned; for a verifier only its own, as long as it is assigned. */
export async function verificationSeenBy(own: CarbonStore, caller: ScopedCaller, reportId: string): Found {
  return withVerification(own, await reportSeenBy(own, caller, reportId));
}
/** The same for an authority that answers for the area. */
export async function verificationInArea(own: CarbonStore, caller: ScopedCaller, reportId: string): Found {
  return withVerification(own, await reportInArea(own, caller, reportId));
}

async function withVerification(own: CarbonStore, report: Outcome<Report, NotFound>): Found {
  if (!report.ok) return report;
  const verification = await own.verificationAt(report.value.reportId);
  return verification ? accept({ report: report.value, verification }) : refuse({ code: "not-found" });
}

/** A non-conformity of the assignment that stands. */
export async function findingAt(
  own: CarbonStore,
  { reportId, assignment }: Verification,
  number: string,
): Promise<Outcome<Finding, NotFound>> {
  const found = await own.finding({ reportId, assignment, number: Number(number) });
  return found ? accept(found) : refuse({ code: "not-found" });
}

/** What the version of a report states that is verified. */
export async function statedBy(own: CarbonStore, report: Report) {
  return required(await own.reportVersion(report), `version of ${report.reportId}`);
}
