import type * as z from "zod";
import type { objectionRead } from "./contract.ts";
import type { PledgeObjection } from "./rows.ts";

/** An objection, as it is read. */
export type ObjectionRead = z.input<typeof objectionRead>;

/** What facts state of an objection. */
export function objectionStatement(row: PledgeObjection) {
  const { objectionId, pledgeId, state, registrationNumber, bankName, pledgorName, objectorId, objectorName, reason } = row;
  const { noticeBy, suitProofBy } = row;
  return {
    objectionId,
    pledgeId,
    state,
    registrationNumber,
    bankName,
    pledgorName,
    objectorId,
    objectorName,
    reason,
    noticeBy,
    suitProofBy,
  };
}

/** An objection for those it concerns. */
export function objectionView(row: PledgeObjection): ObjectionRead {
  const { documentSha256, enteredAt, notifiedOn, court, caseNumber, endedAt, judgmentNumber, version } = row;
  return {
    ...objectionStatement(row),
    ...{ documentSha256, enteredAt, version },
    ...(notifiedOn !== undefined && { notifiedOn }),
    ...(court !== undefined && { court }),
    ...(caseNumber !== undefined && { caseNumber }),
    ...(endedAt !== undefined && { endedAt }),
    ...(judgmentNumber !== undefined && { judgmentNumber }),
  };
}
