import type { CapacityRows } from "../../../support/capacity.ts";

/** How each command of this part of carbon is measured. */
export const sheetsCapacity: CapacityRows = {
  measure: async () => ({}),
  above: {},
  unmeasured: {
    uploadReportSheet: "it drafts a report as `draftReport` does, with the same writes",
    uploadMonthSheet: "it stores a month as `storeMonth` does, with the same writes",
  },
};
