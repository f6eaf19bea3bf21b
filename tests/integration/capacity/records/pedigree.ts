import type { CapacityRows } from "../../../support/capacity.ts";

/** What the commands of pedigree take. */
export const pedigreeCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
