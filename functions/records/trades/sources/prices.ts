import type { recordedPriceFacts } from "../contract-facts.ts";
import { poolOfPermit } from "./named.ts";
import { negated, recordOf, type TradeSources } from "./source.ts";

/** The id of the fact of the version before: ids of facts of prices end with the number of their version. */
function factBefore(factId: string, version: number): string {
  return `${factId.slice(0, factId.lastIndexOf("."))}.${version - 1}`;
}

/** Part of the id of the record that takes back the version before. */
const reversal = "reversal";

/**
 * Published prices. They are no trades, and have no parties. A corrected price takes the version before back: its volume is below zero, its
 * price is as it was, for a price is a ratio.
 */
export const priceSources: TradeSources<typeof recordedPriceFacts> = {
  "price-published": (fact) => {
    const { market, source, documentNumber, volumeTonnes, priceCny, version, corrects, date } = fact.data;
    const said = { parties: [], instrument: `allowance/${market}`, title: `${market} ${date}`, ground: source, documentNumber };
    const now = recordOf(fact, "price", { ...said, quantity: volumeTonnes, price: priceCny });
    if (!corrects) return [now];
    const before = { quantity: negated(corrects.volumeTonnes), price: corrects.priceCny, reverses: factBefore(fact.factId, version) };
    return [recordOf(fact, "price", { ...said, ...before }, reversal), now];
  },
  "baseline-price-published": (fact) => {
    const { item, period, documentNumber, priceCny, previousPriceCny, version } = fact.data;
    const said = { parties: [], instrument: item, ...poolOfPermit(item), title: `${item} ${period}`, documentNumber };
    const now = recordOf(fact, "price", { ...said, price: priceCny });
    if (version === 1 || previousPriceCny === undefined) return [now];
    return [recordOf(fact, "price", { ...said, price: previousPriceCny, reverses: factBefore(fact.factId, version) }, reversal), now];
  },
};
