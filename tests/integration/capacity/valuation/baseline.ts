import type { CapacityRows } from "../../../support/capacity.ts";

const figures = { priceCny: "8790", documentNumber: "X-1" };
const cod = { item: "permit/COD/liangzi-lake", area: "420700" };

/** A baseline price that is published after another, and corrected. */
export const baselineCapacity: CapacityRows = {
  async measure({ house, call, measure }) {
    const path = "/valuation/baseline-prices";
    const publishing = (period: string) => {
      const body = { ...cod, period, effectiveOn: `${period}-01`, ...figures };
      return { as: house.operator, method: "POST", path, body } as const;
    };
    await call(publishing("2026-01"));
    await measure("publishBaselinePrice", publishing("2026-02"));
    const body = { ...figures, priceCny: "9000", corrects: 1, reason: "misprint" };
    const corrections = `${path}/permit.COD.liangzi-lake.420700.2026-02/corrections`;
    await measure("correctBaselinePrice", { as: house.operator, method: "POST", path: corrections, body });
    return {};
  },
  above: {},
  unmeasured: {},
};
