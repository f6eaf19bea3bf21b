import { required } from "../../../shared/kernel/invariant.ts";
import { type EventOf, next, type WrongState } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome } from "../../../shared/kernel/outcome.ts";
import { verificationLifecycles } from "./lifecycles.ts";
import type { Finding } from "./store.ts";

const { nonConformity: lifecycle } = verificationLifecycles;
type FindingEvent = EventOf<typeof lifecycle>;
type Guard = NonNullable<(typeof lifecycle)["transitions"][number]["guard"]>;
type Changes = Partial<Omit<Finding, "state" | "version" | "reportId" | "assignment" | "number">>;

/** The next row of a non-conformity after an event; `wrong-state` where the event is not possible. */
export function movedFinding(row: Finding, event: FindingEvent, changes: Changes, guard?: Guard): Outcome<Finding, WrongState> {
  const state = next(lifecycle, row.state, event, guard);
  return state.ok ? accept({ ...row, ...changes, state: state.value, version: row.version + 1 }) : state;
}

/** The same for an event that the caller has found to be possible. */
export function findingAfter(row: Finding, event: FindingEvent, changes: Changes): Finding {
  const after = movedFinding(row, event, changes);
  return required(after.ok ? after.value : undefined, `${event} of a non-conformity that is ${row.state}`);
}
