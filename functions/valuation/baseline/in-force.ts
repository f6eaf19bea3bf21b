import { areasAround } from "../../../shared/kernel/areas.ts";
import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { priceInForce } from "../../../shared/valuation/baseline-price.ts";
import type { ValuationPorts } from "../ports.ts";
import type { PricedItem, PublishedBaseline } from "./store.ts";

/** The price that counts for an item in an area on a day: one read for each area around it. Undefined where none is in effect. */
export async function baselineInForce(
  { own }: Pick<ValuationPorts, "own">,
  { item, area }: PricedItem,
  day: PlainDate,
): Promise<PublishedBaseline | undefined> {
  const latest = await Promise.all(areasAround(area).map((around) => own.baselines({ item, area: around }, { to: day, limit: 1 })));
  return priceInForce(
    latest.flatMap(({ items }) => items),
    area,
    day,
  );
}
