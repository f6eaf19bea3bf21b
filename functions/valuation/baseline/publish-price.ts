import type { Call } from "../../../shared/http/api-handler.ts";
import { plusDays } from "../../../shared/kernel/calendar.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { accept, type NotFound, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { RefusalOf } from "../../../shared/kernel/problem.ts";
import { type ScopedCaller, scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { assetClassOf } from "../../../shared/valuation/asset-classes.ts";
import { firstDayOf } from "../../../shared/valuation/price-periods.ts";
import type { ValuationPorts } from "../ports.ts";
import type { baselineEndpoints } from "./contract.ts";
import { baselineFacts } from "./contract-facts.ts";
import { baselineInForce } from "./in-force.ts";
import type { baselineProblems } from "./problems.ts";
import { type PublishedBaseline, priceIdOf } from "./store.ts";

type BaselineRefusal = RefusalOf<typeof baselineProblems>;
/** Refusal of an area that is not the caller's. */
export type AreaOfOthers = RefusalOf<Pick<typeof baselineProblems, "price-area-of-others">>;
/** Who published a price, and who approved it. */
type Publisher = Parameters<typeof factEnvelopeOf>[0];

/** Publishes the baseline price of an item for an area and a period. */
export function publishBaselinePrice(ports: ValuationPorts, call: Call<typeof baselineEndpoints.publishBaselinePrice>) {
  const { clock, own } = ports;
  const { caller, body } = call;
  const { item, area, period, effectiveOn, documentNumber } = body;
  const priceId = priceIdOf(body);
  return runCommand<PublishedBaseline, BaselineRefusal>(ports, call, async () => {
    const inScope = publishableBy(caller, area);
    if (!inScope.ok) return inScope;
    const earliest = firstDayOf(period);
    if (effectiveOn < earliest) return refuse({ code: "effective-before-period", period, effectiveOn, earliest });
    const [known, sameDay, before] = await Promise.all([
      own.baseline(priceId),
      own.baselineOn(body, effectiveOn),
      baselineInForce(ports, body, plusDays(effectiveOn, -1)),
    ]);
    if (known) {
      return refuse({ code: "baseline-published", item, area, period, version: known.version, priceCny: known.priceCny });
    }
    if (sameDay) return refuse({ code: "effective-date-taken", item, area, effectiveOn, period: sameDay.period });
    const { pricedMonths } = assetClassOf(item) ?? {};
    const price: PublishedBaseline = {
      ...{ priceId, item, area, period, effectiveOn, version: 1, priceCny: plain(body.priceCny) },
      ...(before && { previousPriceCny: before.priceCny }),
      ...(pricedMonths !== undefined && { pricedMonths }),
      ...{ documentNumber, publishedAt: clock.now() },
    };
    return accept({ response: price, writes: publishing(ports, caller, price) });
  });
}

/** Corrects a baseline price: a new version of the one that the call names, with the same effective date. */
export function correctBaselinePrice(ports: ValuationPorts, call: Call<typeof baselineEndpoints.correctBaselinePrice>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  const { corrects, documentNumber, reason: correctionReason } = body;
  return runCommand<PublishedBaseline, BaselineRefusal | NotFound>(ports, call, async () => {
    const known = await own.baseline(params.priceId);
    if (!known) return refuse({ code: "not-found" });
    const inScope = publishableBy(caller, known.area);
    if (!inScope.ok) return inScope;
    const { priceId, version, priceCny: previousPriceCny } = known;
    if (version !== corrects) return refuse({ code: "baseline-changed", priceId, corrects, version, priceCny: previousPriceCny });
    const priceCny = plain(body.priceCny);
    if (priceCny === previousPriceCny && documentNumber === known.documentNumber)
      return refuse({ code: "baseline-unchanged", priceId, version });
    const price: PublishedBaseline = {
      ...known,
      ...{ version: version + 1, priceCny, previousPriceCny, documentNumber, correctionReason, publishedAt: clock.now() },
    };
    return accept({ response: price, writes: publishing(ports, caller, price) });
  });
}

/** Whether a caller publishes prices for an area: that of its authority, or the exchange. */
export function publishableBy(caller: ScopedCaller, wanted: string): Outcome<undefined, AreaOfOthers> {
  return scopeOf(caller).answersFor(wanted) ? accept(undefined) : refuse({ code: "price-area-of-others", area: caller.area, wanted });
}

/** The writes of a version of a price: the version, the current price and the fact, under an id of its own, whoever repeats it. */
function publishing({ own }: ValuationPorts, by: Publisher, price: PublishedBaseline): WriteFragment<never>[] {
  const { priceId, publishedAt, ...data } = price;
  const envelope = factEnvelopeOf(by, publishedAt, { parties: [], areas: [price.area] });
  const factId = `baseline.${priceId}.${price.version}`;
  return [...own.baselinePuts(price), own.state(baselineFacts.baselinePricePublished, { ...envelope, factId, data })];
}
