import { type Decimal, dividedHalfUp, sum } from "../kernel/decimal.ts";

/** What was traded at a price. */
export interface TradedVolume {
  readonly volumeTonnes: Decimal;
  readonly priceCny: Decimal;
}

const placesOfFen = 2;

/**
 * The average price of a tonne, weighted by volume: sum of price x volume by sum of volume, half up to the fen; null if nothing was traded. A
 * price without volume does not enter it. It does not depend on the order, nor on how a volume at one price is split.
 */
export function volumeWeightedAverage(traded: Iterable<TradedVolume>): Decimal | null {
  const all = [...traded];
  const volume = sum(all.map(({ volumeTonnes }) => volumeTonnes));
  if (volume.isZero()) return null;
  const value = sum(all.map(({ volumeTonnes, priceCny }) => volumeTonnes.times(priceCny)));
  return dividedHalfUp(value, volume, placesOfFen);
}
