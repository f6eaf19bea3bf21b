import type { CapacityRows } from "../../../support/capacity.ts";

/** What the commands of holdings take. */
export const holdingsCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
