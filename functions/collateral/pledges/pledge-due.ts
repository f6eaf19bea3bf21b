import { endOfDay } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Pledge } from "./rows.ts";

/** When time alone changes a pledge next: a draft lapses, or the term of a registration ends. Undefined where it never does. */
export function pledgeDue({
  state,
  registerBy,
  filing,
  until,
}: Pick<Pledge, "state" | "registerBy" | "filing" | "until">): Instant | undefined {
  if (state === "drafted" || state === "confirmed") return registerBy;
  if (state === "registered" || state === "filed" || state === "disbursed") return endOfDay(filing?.until ?? until);
  return undefined;
}
