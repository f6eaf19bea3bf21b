import { figuresThen, type ObligationChange } from "./history.ts";
import { figuresOf, type Obligation } from "./store.ts";

/** An obligation as the API returns it. */
export function obligationView(row: Obligation) {
  const { pricedBy: _market, turnsAt: _turnsAt, exposure, ...rest } = row;
  const found = typeof exposure === "string" ? { exposure: null, noExposure: exposure } : { exposure };
  return { ...rest, ...figuresOf(row), ...found } as Omit<typeof rest, keyof ReturnType<typeof figuresOf>> &
    ReturnType<typeof figuresOf> &
    typeof found;
}

/** A change as the API returns it. */
export function changeView({ occurredAt, factType, factId, from, to }: ObligationChange) {
  return { occurredAt, factType, ...(factId !== undefined && { factId }), from: from ? figuresThen(from) : null, to: figuresThen(to) };
}
