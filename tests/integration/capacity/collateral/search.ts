import type { CapacityRows } from "../../../support/capacity.ts";

/** Searches of the register, and certificates. */
export const searchCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
