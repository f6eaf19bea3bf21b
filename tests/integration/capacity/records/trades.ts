import type { CapacityRows } from "../../../support/capacity.ts";

/** What the commands of trades take. */
export const tradesCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
