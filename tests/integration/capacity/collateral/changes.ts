import type { CapacityRows } from "../../../support/capacity.ts";

/** Changes of registered pledges: amendment, extension, assignment, subordination, objections, judgments. */
export const changesCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
