import type { CapacityRows } from "../../../support/capacity.ts";

/** What the commands of reports take. */
export const reportsCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
