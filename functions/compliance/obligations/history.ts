import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Cause, type Inputs, inOrderOfFacts, notBefore } from "./input.ts";
import { type Derived, obligationOf } from "./obligation-of.ts";
import { figuresOf } from "./store.ts";
import type { ObligationName } from "./subject.ts";

/** A change of an obligation: the fact, or the passing of time, and what it was before and after. */
export interface ObligationChange {
  readonly occurredAt: Instant;
  readonly factType: string;
  readonly factId?: string;
  readonly from: Derived | undefined;
  readonly to: Derived;
}

/** Facts and turns of time that may have changed an obligation, in their order. */
interface Moment {
  readonly at: Instant;
  readonly cause?: Cause;
}

/**
 * How an obligation came to be what it is at an instant: after each fact, in the order in which facts happened, and whenever time alone changed
 * it. It is computed from the inputs as the obligation itself is, so that no order in which facts arrive can disorder it, and a fact that
 * arrives late takes its place.
 */
export function historyOf(name: ObligationName, known: Inputs, at: Instant): ObligationChange[] {
  const present = notBefore(known, at);
  const changes: ObligationChange[] = [];
  let before: Derived | undefined;
  const look = ({ at: then, cause }: Moment, until: Inputs): void => {
    const after = obligationOf(name, until, then);
    if (after && !(before && sameFigures(before, after))) {
      const by = cause ? { factType: cause.factType, factId: cause.factId } : { factType: "time" };
      changes.push({ occurredAt: then, ...by, from: before, to: after });
    }
    before = after;
  };
  let known_: Inputs = { inputs: [], prices: [] };
  for (const cause of causesOf(known)) {
    for (let turn = before?.turnsAt; turn !== undefined && turn <= cause.occurredAt; turn = before?.turnsAt) look({ at: turn }, known_);
    known_ = until(known, cause);
    look({ at: cause.occurredAt, cause }, known_);
  }
  for (let turn = before?.turnsAt; turn !== undefined && turn <= present; turn = before?.turnsAt) look({ at: turn }, known_);
  return changes;
}

/** The facts of all inputs, each once, in their order. */
function causesOf({ inputs, prices }: Inputs): Cause[] {
  return [...new Map([...inputs, ...prices].map((each) => [each.factId, each])).values()].sort(inOrderOfFacts);
}

/** What was known once a fact had happened. */
function until({ inputs, prices }: Inputs, cause: Cause): Inputs {
  const then = (each: Cause): boolean => inOrderOfFacts(each, cause) <= 0;
  return { inputs: inputs.filter(then), prices: prices.filter(then) };
}

function sameFigures(one: Derived, other: Derived): boolean {
  return canonicalJson(figuresThen(one)) === canonicalJson(figuresThen(other));
}

/** What of an obligation its history tells. */
export function figuresThen(derived: Pick<Derived, "state" | "deadlineAt" | "exposure"> & Derived) {
  const { state, deadlineAt, exposure } = derived;
  const amounts = typeof exposure === "string" ? {} : { exposureFromCny: exposure.fromCny, exposureToCny: exposure.toCny };
  return { ...figuresOf(derived), state, deadlineAt, ...amounts };
}
