import type { Instant } from "../../../../shared/kernel/clock.ts";
import type { PledgeObjection } from "./rows.ts";

/** When time alone removes an objection; undefined once a suit is proved or it has ended. */
export function objectionDueAt({
  state,
  noticeBy,
  suitProofBy,
}: Pick<PledgeObjection, "state" | "noticeBy" | "suitProofBy">): Instant | undefined {
  if (state === "entered") return noticeBy;
  return state === "notified" ? suitProofBy : undefined;
}
