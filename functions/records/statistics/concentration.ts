import { Decimal, decimal, dividedHalfUp, sum } from "../../../shared/kernel/decimal.ts";
import type { Concentration, PartyVolume } from "./shapes.ts";

const wholeMarket = 100;
const hhiOfOneParty = 10_000;

/**
 * How volume is spread over parties: the largest share, in per cent to two decimals, and the Herfindahl-Hirschman index, the sum of squared
 * shares in per cent, as a whole number: 10,000 where one party has everything, 5,200 for 60 and 40 per cent. Both are rounded once, half up,
 * from exact volumes; shares are never rounded before they are squared. Volumes are net of reversals; a party that has nothing left has no
 * share. Undefined where nobody has any. Of equal shares the least credit code is named.
 */
export function concentrationOf(volumes: Readonly<Record<string, PartyVolume>>): Concentration | undefined {
  const parties = Object.entries(volumes)
    .map(([party, { quantity, ...rest }]) => ({ party, quantity: decimal(quantity), ...rest }))
    .filter(({ quantity }) => quantity.gt(0))
    .sort((one, other) => other.quantity.comparedTo(one.quantity) || (one.party < other.party ? -1 : 1));
  const [largest] = parties;
  if (!largest) return undefined;
  const total = sum(parties.map(({ quantity }) => quantity));
  const squares = sum(parties.map(({ quantity }) => quantity.times(quantity)));
  const { name, creditCode, quantity } = largest;
  return {
    parties: parties.length,
    largest: {
      ...(creditCode !== undefined && { creditCode }),
      name,
      share: dividedHalfUp(quantity.times(wholeMarket), total, 2).toFixed(2),
    },
    hhi: dividedHalfUp(squares.times(hhiOfOneParty), new Decimal(total).times(total), 0).toNumber(),
  };
}
