import { allowanceTerm } from "../../../shared/carbon/instruments.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, least, sum, zero } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { partyAccount } from "../../../shared/ledger/account.ts";
import { isExpired } from "../../../shared/ledger/instrument.ts";
import type { Position } from "../../../shared/ledger/rows.ts";
import type { AllowancePorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import { sourceOf } from "./rules.ts";

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

/** Every position in allowances of an account; an entity has a few, one for each market, vintage and end. */
export async function positionsOf({ ledger }: Pick<AllowancePorts, "ledger">, partyId: string): Promise<Position[]> {
  const found: Position[] = [];
  let cursor: string | undefined;
  do {
    const page = await ledger.positions(partyAccount(partyId), "allowance", { limit: 100, ...(cursor !== undefined && { cursor }) });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

/** Whether an allowance is of the obligation's market and still valid. */
export function checkAllowance(instrument: string, market: string, at: Instant): Outcome<undefined, CarbonRefusal> {
  const source = sourceOf("surrender");
  if (allowanceTerm(instrument)?.market !== market) return refuse({ code: "allowance-of-another-market", instrument, market, source });
  return isExpired(instrument, at) ? refuse({ code: "vintage-expired", instrument, source }) : accept(undefined);
}

/** The refusal of what is not covered by free allowances of a market: what is pledged or frozen is named apart. */
export function exceedsFree(positions: readonly Position[], market: string, tonnes: Decimal, at: Instant) {
  const valid = surrenderable(positions, market, at);
  return {
    code: "surrender-exceeds-free",
    ...{ source: sourceOf("surrender"), tonnes, market },
    available: sum(valid.map(({ available }) => available)),
    pledged: sum(valid.map(({ heldFor }) => heldFor.pledge ?? zero)),
    frozen: sum(valid.map(({ heldFor }) => heldFor.freeze ?? zero)),
  } as const;
}
