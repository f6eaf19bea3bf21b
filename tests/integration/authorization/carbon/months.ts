import type { AuthorizationRows } from "../../../support/ownership.ts";
import { valuesOf } from "../../carbon-mrv-support.ts";

const ofMonth = { params: { year: "2026", month: "02" } };

const stored = { year: "2026", month: "01" };

/** Months belong to their entity and the authorities of its area. */
export const monthsAuthorization: AuthorizationRows = {
  ownership: {
    storeMonth: { ...ofMonth, body: { values: valuesOf("400", "10") } },
    checkMonth: { params: stored, body: { version: 1, decision: "passed" } },
    readMonth: { params: stored },
  },
  async given({ call }, { subject, partyId }) {
    const path = `/carbon/months/${partyId}/${stored.year}/${stored.month}`;
    const made = await call({ as: subject, method: "PUT", path, body: { values: valuesOf("400", "10") } });
    if (made.status !== 200) throw new Error(made.text);
    return {};
  },
};
