import type { CapacityRows } from "../../../support/capacity.ts";

/** Pledges: from the draft to the end. */
export const pledgesCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
