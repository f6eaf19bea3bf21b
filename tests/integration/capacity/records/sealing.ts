import type { CapacityRows } from "../../../support/capacity.ts";

/** What the commands of sealing take. */
export const sealingCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
