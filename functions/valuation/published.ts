import { city } from "../../shared/kernel/areas.ts";
import { factEnvelopeOf } from "../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../shared/store/transaction.ts";
import { byPrecedence } from "../../shared/valuation/price-sources.ts";
import { valuationFacts } from "./contract.ts";
import type { ValuationPorts } from "./ports.ts";
import type { Day, MarketDay, Price } from "./store.ts";

/** Who booked a price, and who approved it. */
type Booker = Parameters<typeof factEnvelopeOf>[0];

/** What identifies a day. */
function nameOf({ market, date }: MarketDay): string {
  return `${market} ${date}`;
}

/** The writes of new versions of prices: the versions, their days and their facts, of which each price has its own, whoever repeats it. */
export function publishing({ own }: ValuationPorts, by: Booker, prices: readonly Price[], before: readonly Day[]): WriteFragment<never>[] {
  const days = new Map(before.map((day) => [nameOf(day), day]));
  const changed = new Map<string, Day>();
  for (const price of prices) {
    const { market, date } = price;
    const day = changed.get(nameOf(price)) ?? next(days.get(nameOf(price)), { market, date });
    const others = day.prices.filter(({ source }) => source !== price.source);
    changed.set(nameOf(price), { ...day, prices: byPrecedence([...others, price]) });
  }
  return [...[...changed.values()].map(own.dayPut), ...prices.map(own.versionPut), ...prices.map(factOf)];

  function factOf({ bookedAt, ...data }: Price): WriteFragment<never> {
    const envelope = factEnvelopeOf(by, bookedAt, { parties: [], areas: [city] });
    const { market, date, source, version } = data;
    const known = version === 1 ? undefined : days.get(nameOf(data))?.prices.find((price) => price.source === source);
    const corrects = known && { volumeTonnes: known.volumeTonnes, priceCny: known.priceCny };
    return own.state(valuationFacts.pricePublished, {
      ...envelope,
      factId: `price.${market}.${date}.${source}.${version}`,
      data: { ...data, ...(corrects && { corrects }) },
    });
  }
}

/** The next version of a day, with the prices that it has. */
function next(day: Day | undefined, of: MarketDay): Day {
  return day ? { ...day, version: day.version + 1 } : { ...of, prices: [], version: 1 };
}
