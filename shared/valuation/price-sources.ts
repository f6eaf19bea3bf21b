import { growingWords, growingWordsOut } from "../kernel/schemas.ts";
import rows from "./price-sources.json" with { type: "json" };

/** Who publishes prices, by precedence: where sources differ about a day, the first of them counts. */
export const priceSources: readonly string[] = rows.map(({ source }) => source);
const words = [
  "PriceSource",
  priceSources,
  `Who published the price, by precedence: ${rows.map(({ source, en }) => `${source}, ${en}`).join("; ")}`,
] as const;

/** Such a source, as input. */
export const priceSource = growingWords(...words);
/** The same in answers and facts. */
export const priceSourceOut = growingWordsOut(...words);
/** Names of the sources, for people. */
export const priceSourceNames = Object.fromEntries(rows.map(({ source, zh, en }) => [source, { zh, en }]));

/** A published price of a market, as far as it says which prices count. */
export interface SourcedPrice {
  readonly date: string;
  readonly source: string;
  readonly version: number;
}

/** Which of two prices of a day counts: that of the source that comes first, and of one source the later version. */
function precedence(one: SourcedPrice, other: SourcedPrice): number {
  return rankOf(one) - rankOf(other) || other.version - one.version;
}

/** Place of a source; one that is not listed any more comes last. */
function rankOf({ source }: SourcedPrice): number {
  const rank = priceSources.indexOf(source);
  return rank < 0 ? priceSources.length : rank;
}

/** The prices of one day, the one that counts first. */
export function byPrecedence<Price extends SourcedPrice>(prices: readonly Price[]): readonly Price[] {
  return prices.toSorted(precedence);
}

/** The one price of each day that counts, of any prices of one market and any versions of them, by day. */
export function countingPrices<Price extends SourcedPrice>(prices: Iterable<Price>): readonly Price[] {
  const counting = new Map<string, Price>();
  for (const price of prices) {
    const known = counting.get(price.date);
    if (!known || precedence(price, known) < 0) counting.set(price.date, price);
  }
  return [...counting.values()].toSorted((one, other) => (one.date < other.date ? -1 : 1));
}
