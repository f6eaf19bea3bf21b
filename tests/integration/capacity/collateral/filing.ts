import type { CapacityRows } from "../../../support/capacity.ts";

/** Filing with the statutory or unified registry, disbursement, repayment, cancellation and lapse. */
export const filingCapacity: CapacityRows = { measure: async () => ({}), above: {}, unmeasured: {} };
