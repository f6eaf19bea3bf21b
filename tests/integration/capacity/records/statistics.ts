import type { CapacityRows } from "../../../support/capacity.ts";

/** What the commands of statistics take. */
export const statisticsCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
