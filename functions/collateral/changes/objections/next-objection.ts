import type { Instant } from "../../../../shared/kernel/clock.ts";
import type { WriteFragment } from "../../../../shared/store/transaction.ts";
import { nextVersion } from "../../pledges/change-pledge.ts";
import type { DisclosedObjection, Pledge } from "../../pledges/rows.ts";
import type { CollateralStore } from "../../store.ts";
import type { PledgeObjection } from "./rows.ts";

/** The next version of an objection. */
export function nextObjection(row: PledgeObjection, change: Partial<PledgeObjection>): PledgeObjection {
  return { ...row, ...change, version: row.version + 1 };
}

/** What the register discloses of an objection, which the pledge keeps with its versions: so a search as of an instant shows it as it stood. */
export function disclosed({ objectionId, enteredAt, noticeBy, suitProofBy, state }: PledgeObjection): DisclosedObjection {
  return { objectionId, enteredAt, noticeBy, suitProofBy, state };
}

/** The writes of a new objection or its next version, and of the next version of its pledge. */
export function objectionWrites(
  own: Pick<CollateralStore, "pledgeObjectionPut" | "pledgePut">,
  row: PledgeObjection,
  pledge: Pledge,
  at: Instant,
): WriteFragment<never>[] {
  const others = (pledge.objections ?? []).filter(({ objectionId }) => objectionId !== row.objectionId);
  const objections = [...others, disclosed(row)].toSorted((one, other) => (one.objectionId < other.objectionId ? -1 : 1));
  return [own.pledgeObjectionPut(row), ...own.pledgePut(nextVersion(pledge, at, { objections }))];
}

/** Whom an objection to a pledge concerns. */
export function aboutObjection({ bankId, pledgorId, objectorId }: PledgeObjection, { areas }: Pick<Pledge, "areas">) {
  return { parties: [...new Set([bankId, pledgorId, objectorId])], areas };
}
