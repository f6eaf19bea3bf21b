import type { CapacityRows } from "../../../support/capacity.ts";

/** Enforcement of pledges. */
export const enforcementCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
