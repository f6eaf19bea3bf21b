import type { CapacityRows } from "../../../support/capacity.ts";

/** What a firm can pledge, and who may see it. */
export const disclosureCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
