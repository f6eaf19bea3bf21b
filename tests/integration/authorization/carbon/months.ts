import type { AuthorizationRows } from "../../../support/ownership.ts";
import { valuesOf } from "../../carbon-mrv-support.ts";

const ofMonth = { params: { year: "2026", month: "02" } };

/** Months belong to their entity and the authorities of its area. */
export const monthsAuthorization: AuthorizationRows = {
  ownership: {
    storeMonth: { ...ofMonth, body: { values: valuesOf("400", "10") } },
    checkMonth: { ...ofMonth, body: { version: 1, decision: "passed" } },
    readMonth: ofMonth,
  },
};
