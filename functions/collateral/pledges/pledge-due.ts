import { endOfDay } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Pledge } from "./rows.ts";

type Timed = Pick<Pledge, "state" | "registerBy" | "filing" | "until" | "cancelBy" | "overdueToldAt">;

/** When time alone changes a pledge next: a draft lapses, the term of a registration ends, or the cancellation of what is repaid is overdue. Undefined where it never does. */
export function pledgeDue({ state, registerBy, filing, until, cancelBy, overdueToldAt }: Timed): Instant | undefined {
  if (state === "drafted" || state === "confirmed") return registerBy;
  if (state === "registered" || state === "filed" || state === "disbursed") return endOfDay(filing?.until ?? until);
  return state === "repaid" && overdueToldAt === undefined ? cancelBy : undefined;
}

/** The state of a pledge at an instant: what time alone has done to it by then counts, although no run of the job has noted it yet. */
export function stateAt(pledge: Timed, at: Instant): Pledge["state"] {
  const { state } = pledge;
  const due = pledgeDue(pledge);
  if (due === undefined || due > at || state === "repaid") return state;
  return state === "drafted" || state === "confirmed" ? "not-registered" : "lapsed";
}
