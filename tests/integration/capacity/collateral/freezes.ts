import type { CapacityRows } from "../../../support/capacity.ts";

/** Court freezes. */
export const freezesCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
