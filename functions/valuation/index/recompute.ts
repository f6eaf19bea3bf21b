import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { Reactions } from "../../../shared/streams/functions.ts";
import type { ValuationPorts } from "../ports.ts";
import { indexFacts } from "./contract-facts.ts";
import type { indexFunctions } from "./deployment.ts";
import { distinctItems, knownPrices, revisions } from "./series.ts";
import type { StoredPoint } from "./store.ts";

type IndexPorts = Pick<ValuationPorts, "dynamo" | "own">;

/** Points of one transaction: two rows and a fact each. */
const pointsAtOnce = 30;
const actor = "valuation-index";

/** What each fact does: every index that it is about is computed again. */
export function indexReactions(ports: IndexPorts): Reactions<(typeof indexFunctions)["valuation-index"]["facts"]> {
  return {
    "index-basket-published": ({ data }) => recompute(ports, data.indexId),
    "baseline-price-published": async ({ data }) => {
      for await (const indexId of ports.own.indexesWith(data)) await recompute(ports, indexId);
    },
  };
}

/**
 * Computes an index from its baskets and the prices that are published, and publishes the points that differ. Published points are read
 * first: whoever changes them meanwhile knows at least as much, and then all is read again. It may run twice, late, beside another, or in
 * any order of the facts: the last of them sees everything, and what is computed depends on rows alone.
 */
export async function recompute({ dynamo, own }: IndexPorts, indexId: string): Promise<void> {
  await retryWhileStale(`index ${indexId}`, async () => {
    const published = await Array.fromAsync(own.everyPoint(indexId));
    const baskets = await Array.fromAsync(own.everyBasket(indexId));
    if (baskets.length === 0) return undefined;
    const prices = await Promise.all(distinctItems(baskets).map((item) => Array.fromAsync(own.everyBaseline(item))));
    const changed = revisions(baskets, knownPrices(prices.flat()), published);
    for (let start = 0; start < changed.length; start += pointsAtOnce) {
      const { kind } = await commit(dynamo, changed.slice(start, start + pointsAtOnce).flatMap(publishing));
      if (kind === "failed") return stale;
    }
    return undefined;
  });

  function publishing(stored: StoredPoint) {
    const { publishedAt: occurredAt, ...data } = stored.point;
    const factId = `index.${indexId}.${data.period}.${data.version}`;
    const areas = [...new Set(data.items.map(({ area }) => area))];
    return [...own.pointPuts(stored), own.state(indexFacts.indexPublished, { factId, occurredAt, actor, parties: [], areas, data })];
  }
}
