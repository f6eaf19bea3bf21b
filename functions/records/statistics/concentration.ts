import { Decimal, decimal, dividedHalfUp, plain, sum } from "../../../shared/kernel/decimal.ts";
import type { Concentration, PartyVolume, Spread } from "./shapes.ts";

const wholeMarket = 100;
const hhiOfOneParty = 10_000;

/** Parties with their volumes, the largest first; of equal ones that of the least credit code. */
function largestFirst<Party extends { readonly party: string; readonly quantity: Decimal }>(parties: readonly Party[]): Party[] {
  return parties.toSorted((one, other) => other.quantity.comparedTo(one.quantity) || (one.party < other.party ? -1 : 1));
}

/** How the volumes of some parties are spread: net of reversals; a party that has nothing left has no share. Undefined where nobody has any. */
export function spreadOf(volumes: Readonly<Record<string, PartyVolume>>): Spread | undefined {
  const parties = Object.entries(volumes)
    .map(([party, { quantity, ...rest }]) => ({ party, quantity: decimal(quantity), ...rest }))
    .filter(({ quantity }) => quantity.gt(0));
  const [largest] = largestFirst(parties);
  if (!largest) return undefined;
  const { party, name, creditCode } = largest;
  return {
    parties: parties.length,
    quantity: plain(sum(parties.map(({ quantity }) => quantity))),
    squares: plain(sum(parties.map(({ quantity }) => quantity.times(quantity)))),
    largest: { party, quantity: plain(largest.quantity), ...(creditCode !== undefined && { creditCode }), name },
  };
}

/**
 * How volume is spread over the parties of several spreads, which have none in common: the largest share, in per cent to two decimals, and the
 * Herfindahl-Hirschman index, the sum of squared shares in per cent, as a whole number: 10,000 where one party has everything, 5,200 for 60
 * and 40 per cent. Both are rounded once, half up, from exact volumes; shares are never rounded before they are squared. Undefined where
 * nobody has any. Of equal shares the least credit code is named.
 */
export function concentrationOf(spreads: readonly Spread[]): Concentration | undefined {
  const [largest] = largestFirst(spreads.map((spread) => ({ ...spread.largest, quantity: decimal(spread.largest.quantity) })));
  if (!largest) return undefined;
  const total = sum(spreads.map(({ quantity }) => decimal(quantity)));
  const squares = sum(spreads.map((spread) => decimal(spread.squares)));
  const { name, creditCode, quantity } = largest;
  return {
    parties: spreads.reduce((count, { parties }) => count + parties, 0),
    largest: {
      ...(creditCode !== undefined && { creditCode }),
      name,
      share: dividedHalfUp(quantity.times(wholeMarket), total, 2).toFixed(2),
    },
    hhi: dividedHalfUp(squares.times(hhiOfOneParty), new Decimal(total).times(total), 0).toNumber(),
  };
}
