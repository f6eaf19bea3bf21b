import type { CapacityRows } from "../../../support/capacity.ts";

/** What the commands of evidence take. */
export const evidenceCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
