import type { CapacityRows } from "../../../support/capacity.ts";

/** Batches of pledges from a file. */
export const batchesCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
