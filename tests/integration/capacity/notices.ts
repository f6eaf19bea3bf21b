import type { CapacityRows } from "../../support/capacity.ts";

/** Notices are written by the consumer of facts. */
export const capacity: CapacityRows = {
  measure: async () => ({}),
  above: {},
  unmeasured: { markNoticeRead: "it is one update, and a notice has to be there to be read" },
};
