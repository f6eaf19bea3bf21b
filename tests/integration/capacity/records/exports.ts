import type { CapacityRows } from "../../../support/capacity.ts";

/** What the commands of exports take. */
export const exportsCapacity: CapacityRows = {
  async measure({ house, measure }) {
    const range = { from: "2024-01-01T00:00:00.000Z", before: "2024-02-01T00:00:00.000Z" };
    const body = { ...range, format: "csv", purpose: "inspection", kind: "award" };
    await measure("requestExport", { as: house.regulator, method: "POST", path: "/records/exports", body });
    return {};
  },
  above: {},
  unmeasured: {},
};
