import type { CapacityRows } from "../../../support/capacity.ts";

/** What the commands of exports take. */
export const exportsCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
