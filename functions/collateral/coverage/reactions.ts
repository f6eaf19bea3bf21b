import type { Fact } from "../../../shared/kernel/fact.ts";
import { valuationFacts } from "../../valuation/contract.ts";
import { heardFacts } from "./contract-heard.ts";
import { type HearingPorts, hear, hearPrice } from "./hear.ts";

const { baselinePricePublished } = valuationFacts;

/** What each of them does: a price is kept, everything else has coverages recalculated. */
export function reactionsOf(ports: HearingPorts): Readonly<Record<string, (fact: Fact) => Promise<void>>> {
  const ofPledges = heardFacts.map(({ factType }) => [factType, (fact: Fact) => hear(ports, fact)] as const);
  const ofPrices = (fact: Fact) => hearPrice(ports, priceIn(baselinePricePublished.data.parse(fact.data)));
  return Object.fromEntries([...ofPledges, [baselinePricePublished.factType, ofPrices]]);
}

/** The part of a published price that values depend on. */
function priceIn(data: ReturnType<typeof baselinePricePublished.data.parse>) {
  const { item, area, period, effectiveOn, version, priceCny, pricedMonths } = data;
  return { item, area, period, effectiveOn, version, priceCny, ...(pricedMonths !== undefined && { pricedMonths }) };
}
