import type { CapacityRows } from "../../../support/capacity.ts";
import { givenMember } from "../../../support/members.ts";
import { lastMonth, valuesOf } from "../../carbon-mrv-support.ts";

/** The last month is stored, and returned by the district. */
export const monthsCapacity: CapacityRows = {
  async measure({ house, made, measure }) {
    const [year, month] = lastMonth(house.clock.now()).split("-");
    const path = `/carbon/months/${made("partyId")}/${year}/${month}`;
    const values = valuesOf("400", "10");
    const stored = await measure("storeMonth", { as: made("person"), method: "PUT", path, body: { values } });
    const { subject } = await givenMember(house.engine, { role: "district", area: String(stored.area) });
    const check = { version: stored.version, decision: "passed" };
    await measure("checkMonth", { as: subject, method: "POST", path: `${path}/check`, body: check });
    return {};
  },
  above: {
    checkMonth: { units: 4, because: "a month with its values and checks, and its history pass a kilobyte" },
  },
  unmeasured: {},
};
