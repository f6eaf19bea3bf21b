import type { CapacityRows } from "../../../support/capacity.ts";

/** Income rights. */
export const incomeCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
