import type { CapacityRows } from "../../../support/capacity.ts";

/** How each command of this part of carbon is measured. */
export const allowancesCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
