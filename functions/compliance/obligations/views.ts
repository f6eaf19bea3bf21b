import type { ObligationChange } from "./history.ts";
import type { Derived } from "./obligation-of.ts";
import { figuresOf, type Obligation } from "./store.ts";

/** An obligation as the API returns it. */
export function obligationView(row: Obligation) {
  const { pricedBy: _market, turnsAt: _turnsAt, exposure, ...rest } = row;
  const found = typeof exposure === "string" ? { exposure: null, noExposure: exposure } : { exposure };
  return { ...rest, ...figuresOf(row), ...found } as Omit<typeof rest, keyof ReturnType<typeof figuresOf>> &
    ReturnType<typeof figuresOf> &
    typeof found;
}

/** What of an obligation its history tells. */
export function figuresThen(derived: Pick<Derived, "state" | "deadlineAt" | "exposure"> & Derived) {
  const { state, deadlineAt, exposure } = derived;
  const amounts = typeof exposure === "string" ? {} : { exposureFromCny: exposure.fromCny, exposureToCny: exposure.toCny };
  return { ...figuresOf(derived), state, deadlineAt, ...amounts };
}

/** A change as the API returns it. */
export function changeView({ occurredAt, factType, factId, from, to }: ObligationChange) {
  return { occurredAt, factType, ...(factId !== undefined && { factId }), from: from ? figuresThen(from) : null, to: figuresThen(to) };
}
