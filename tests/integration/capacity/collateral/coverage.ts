import type { CapacityRows } from "../../../support/capacity.ts";

/** Coverage of pledges. */
export const coverageCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
