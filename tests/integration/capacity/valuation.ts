import type { CapacityRows } from "../../support/capacity.ts";
import { baselineCapacity } from "./valuation/baseline.ts";
import { indexCapacity } from "./valuation/index.ts";

const figures = { volumeTonnes: "100", priceCny: "60", documentNumber: "X-1" };

/** A price that is booked, and corrected. */
const marketCapacity: CapacityRows = {
  async measure({ house, measure }) {
    const price = { market: "national", date: "2026-02-27", source: "exchange" };
    const booking = { as: house.operator, method: "POST", path: "/valuation/prices", body: { ...price, ...figures } } as const;
    await measure("bookMarketPrice", booking);
    const path = "/valuation/prices/national/days/2026-02-27/sources/exchange/corrections";
    const body = { ...figures, priceCny: "61", corrects: 1, reason: "misprint" };
    await measure("correctMarketPrice", { as: house.operator, method: "POST", path, body });
    return {};
  },
  above: {},
  unmeasured: {
    importMarketPrices: "it keeps a row for each 25 lines before its transaction of three items, and one for each market",
  },
};

const parts = [marketCapacity, baselineCapacity, indexCapacity];

/** The commands of valuation, in the order in which they happen. */
export const capacity: CapacityRows = {
  async measure(world) {
    for (const { measure } of parts) await measure(world);
    return {};
  },
  above: Object.assign({}, ...parts.map(({ above }) => above)),
  unmeasured: Object.assign({}, ...parts.map(({ unmeasured }) => unmeasured)),
};
