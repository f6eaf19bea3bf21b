import type { Call } from "../../shared/http/api-handler.ts";
import { accept } from "../../shared/kernel/outcome.ts";
import { scopeOf } from "../../shared/members/scope.ts";
import { checkPoolChange } from "../../shared/permits/pool-change.ts";
import { areaOfPool } from "../../shared/permits/pools.ts";
import { runCommand } from "../../shared/store/command.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import { type surplusEndpoints, surplusFacts } from "./contract.ts";
import type { SurplusPorts } from "./ports.ts";
import type { SurplusRefusal } from "./problems.ts";
import type { Price } from "./store.ts";
import { type PriceView, priceView } from "./views.ts";

/** Publishes the standing buy-back price of a pollutant in a pool: the next version, which offers name from now on. */
export function publishBuyBackPrice(ports: SurplusPorts, call: Call<typeof surplusEndpoints.publishBuyBackPrice>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  return runCommand<PriceView, SurplusRefusal>(ports, call, async () => {
    const checked = checkPoolChange({ ...scopeOf(caller), area: caller.area }, params);
    if (!checked.ok) return checked;
    const poolArea = areaOfPool(params.pool);
    const before = await own.standingPrice(params);
    const envelope = factEnvelopeOf(caller, clock.now(), { parties: [], areas: [poolArea] });
    const price: Price = { ...params, ...body, poolArea, version: (before?.version ?? 0) + 1, publishedAt: envelope.occurredAt };
    const { publishedAt, ...data } = priceView(price);
    return accept({
      response: priceView(price),
      writes: [own.pricePut(price), own.state(surplusFacts.buyBackPricePublished, { ...envelope, data })],
    });
  });
}

/** Lists buy-back prices, the standing one first. */
export async function listBuyBackPrices({ own }: SurplusPorts, { params, query }: Call<typeof surplusEndpoints.listBuyBackPrices>) {
  const { items, ...rest } = await own.prices(params, query);
  return accept({ response: { items: items.map(priceView), ...rest } });
}
