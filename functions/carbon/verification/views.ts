import type * as z from "zod";
import type { Caller } from "../../../shared/http/caller.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { Report } from "../reports/store.ts";
import type { CarbonStore } from "../store.ts";
import type { verificationEndpoints } from "./contract.ts";
import type { Finding, Verification } from "./store.ts";

/** A verification with its non-conformities, as it is shown. */
export type VerificationView = z.input<(typeof verificationEndpoints)["readVerification"]["response"]>;
type EarlierView = VerificationView["earlier"][number];

/** An assignment without the state of its report. */
function assignmentView({ version, findings, conclusion, reverification, ...row }: Verification): EarlierView {
  return { ...row, ...(conclusion && { conclusion }), ...(reverification && { reverification }) };
}
/** A verification in a list. */
export function listedVerificationView(row: Verification, state: Report["state"]) {
  return { ...assignmentView(row), state };
}

/** A verification with its non-conformities; `changed` are those that the same transaction puts. */
export async function verificationView(
  own: CarbonStore,
  row: Verification,
  { state }: Pick<Report, "state">,
  { changed = [], earlier = [] }: { readonly changed?: readonly Finding[]; readonly earlier?: readonly Verification[] } = {},
): Promise<VerificationView> {
  const stored = await own.findingsOf(row);
  const byNumber = new Map([...stored, ...changed].map((each) => [each.number, each]));
  return {
    ...listedVerificationView(row, state),
    findings: [...byNumber.values()].map(findingView),
    earlier: earlier.map(assignmentView),
  };
}

function findingView({ version, reportId, assignment, rounds, ...finding }: Finding): VerificationView["findings"][number] {
  return { ...finding, rounds: [...rounds] };
}

/** What facts say of a verification. */
export function verificationStated(row: Verification) {
  const {
    partyId,
    partyName,
    creditCode,
    area,
    year,
    reportId,
    reportVersion: version,
    market,
    verifierId,
    verifierName,
    verifierCode,
  } = row;
  return { partyId, partyName, creditCode, area, year, reportId, version, market, verifierId, verifierName, verifierCode };
}

/** The envelope of a fact that entity and verifier may read, with the authorities of the entity's area. */
export function verificationEnvelope(caller: Pick<Caller, "subject" | "approvedBy">, at: Instant, row: Verification) {
  return factEnvelopeOf(caller, at, { parties: [row.partyId, row.verifierId], areas: [row.area] });
}

/** The verified figures of a concluded verification. */
export function verifiedStated({ verifiedTce, verifiedTco2 }: NonNullable<Verification["conclusion"]>) {
  return { verifiedTce, verifiedTco2 };
}
