import type { Call } from "../../../shared/http/api-handler.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { RefusalOf } from "../../../shared/kernel/problem.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { formOf } from "../../../shared/valuation/price-periods.ts";
import { type AreaOfOthers, publishableBy } from "../baseline/publish-price.ts";
import { priceIdOf } from "../baseline/store.ts";
import type { ValuationPorts } from "../ports.ts";
import type { indexEndpoints } from "./contract.ts";
import { indexFacts } from "./contract-facts.ts";
import type { indexProblems } from "./problems.ts";
import type { Index, PublishedBasket } from "./store.ts";

type IndexRefusal = RefusalOf<typeof indexProblems>;
type BasketCall = Call<typeof indexEndpoints.publishBasket>;

/** Publishes a basket of an index: the first one, or the next, which is linked to the one before. Its points are computed from the fact. */
export function publishBasket(ports: ValuationPorts, call: BasketCall) {
  const { clock, own } = ports;
  const { caller, body } = call;
  const { indexId } = call.params;
  const { period, documentNumber } = body;
  return runCommand<PublishedBasket, IndexRefusal | AreaOfOthers>(ports, call, async () => {
    for (const { area } of body.items) {
      const inScope = publishableBy(caller, area);
      if (!inScope.ok) return inScope;
    }
    const index = await own.index(indexId);
    const follows = checkFollows(index, period);
    if (!follows.ok) return follows;
    const priced = await checkPriced(ports, body);
    if (!priced.ok) return priced;
    const items = body.items.map(({ item, area, weight, basePriceCny }) => ({
      ...{ item, area, weight: plain(weight) },
      ...(basePriceCny && { basePriceCny: plain(basePriceCny) }),
    }));
    const data = { indexId, period, items, documentNumber };
    const basket: PublishedBasket = { ...data, publishedAt: clock.now() };
    const after: Index = {
      ...{ indexId, basePeriod: index?.basePeriod ?? period, basketPeriod: period },
      version: (index?.version ?? 0) + 1,
    };
    const areas = [...new Set(items.map(({ area }) => area))];
    const envelope = factEnvelopeOf(caller, basket.publishedAt, { parties: [], areas });
    const stated = own.state(indexFacts.indexBasketPublished, { ...envelope, factId: `index-basket.${indexId}.${period}`, data });
    return accept({ response: basket, writes: [own.indexPut(after), ...own.basketPuts(basket), stated] });
  });
}

/** Whether a basket comes after those that an index has. */
function checkFollows(index: Index | undefined, period: string): Outcome<undefined, IndexRefusal> {
  if (!index) return accept(undefined);
  const { basePeriod, basketPeriod } = index;
  if (formOf(period) !== formOf(basePeriod)) return refuse({ code: "basket-form-differs", period, basePeriod });
  return period > basketPeriod ? accept(undefined) : refuse({ code: "basket-not-after", period, basketPeriod });
}

/** Whether every item whose price is not stated has one that is published for the basket's period. */
async function checkPriced({ own }: ValuationPorts, { items, period }: BasketCall["body"]): Promise<Outcome<undefined, IndexRefusal>> {
  const asked = items.filter(({ basePriceCny }) => basePriceCny === undefined);
  const prices = await Promise.all(asked.map(({ item, area }) => own.baseline(priceIdOf({ item, area, period }))));
  const missing = asked.find((_, place) => prices[place] === undefined);
  return missing ? refuse({ code: "base-price-missing", item: missing.item, area: missing.area, period }) : accept(undefined);
}
