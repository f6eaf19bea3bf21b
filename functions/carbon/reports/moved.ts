import { type EventOf, next, type WrongState } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome } from "../../../shared/kernel/outcome.ts";
import { reportsLifecycles } from "./lifecycles.ts";
import type { Report } from "./store.ts";

const { report: lifecycle } = reportsLifecycles;
/** What happens to a report. */
export type ReportEvent = EventOf<typeof lifecycle>;
type Guard = NonNullable<(typeof lifecycle)["transitions"][number]["guard"]>;

/**
 * The next row of a report after an event: its state by the lifecycle, with what else changes; `wrong-state` where the event is not possible.
 * `guard` says which of several states an event leads to.
 */
export function moved(
  report: Report,
  event: ReportEvent,
  changes: Partial<Omit<Report, "state" | "version" | "reportId">> = {},
  guard?: Guard,
): Outcome<Report, WrongState> {
  const state = next(lifecycle, report.state, event, guard);
  return state.ok ? accept({ ...report, ...changes, state: state.value, version: report.version + 1 }) : state;
}

/** A report with one more person who worked on it and does not decide on it. */
export function workedOn({ workedOnBy }: Pick<Report, "workedOnBy">, subject: string): Pick<Report, "workedOnBy"> {
  return { workedOnBy: [...new Set([...workedOnBy, subject])] };
}
