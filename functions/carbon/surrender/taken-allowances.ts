import { allowanceTerm } from "../../../shared/carbon/instruments.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, least, zero } from "../../../shared/kernel/decimal.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import type { Position } from "../../../shared/ledger/rows.ts";

/** Allowances of one name, in whole tonnes. */
export interface TakenAllowance {
  readonly instrument: string;
  readonly tonnes: Decimal;
}

/** Positions of a market that may be surrendered at an instant, the oldest vintage first; of one vintage, what ends first. */
export function surrenderable(positions: readonly Position[], market: string, at: Instant): Position[] {
  const order = ({ instrument }: Position): string => {
    const term = allowanceTerm(instrument);
    return `${term?.vintage} ${term?.lastMonth}`;
  };
  return positions
    .filter(({ instrument }) => allowanceTerm(instrument)?.market === market && !isExpired(instrument, at))
    .sort((one, other) => (order(one) < order(other) ? -1 : 1));
}

/** Takes tonnes out of what is free, in the order of the positions; undefined where they have too little. */
export function takenInOrder(positions: readonly Position[], tonnes: Decimal): TakenAllowance[] | undefined {
  const taken: TakenAllowance[] = [];
  let missing = tonnes;
  for (const { instrument, available } of positions) {
    const part = least(available, missing);
    if (part.gt(zero)) taken.push({ instrument, tonnes: part });
    missing = missing.minus(part);
  }
  return missing.isZero() ? taken : undefined;
}
