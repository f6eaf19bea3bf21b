import type { CapacityRows } from "../../../support/capacity.ts";

/** The first basket of an index, with one item. */
export const indexCapacity: CapacityRows = {
  async measure({ house, measure }) {
    const items = [{ item: "permit/COD/liangzi-lake", area: "420700", weight: "1" }];
    const body = { period: "2026-01", items, documentNumber: "X-1" };
    await measure("publishBasket", { as: house.operator, method: "POST", path: "/valuation/indexes/capacity/baskets", body });
    return {};
  },
  above: {},
  unmeasured: {},
};
