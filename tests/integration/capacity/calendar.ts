import type { CapacityRows } from "../../support/capacity.ts";
import { plainNotice } from "../../support/notices-of-years.ts";

/** The notice of a year that no other test counts by. */
export const capacity: CapacityRows = {
  async measure({ house, measure }) {
    await measure("publishCalendar", { as: house.operator, method: "PUT", path: "/calendars/2090", body: plainNotice(2090) });
    return {};
  },
  above: {
    "publishCalendar, entered": { units: 2, because: "the request as it was entered names every day off and passes a kilobyte" },
    "publishCalendar, approved": { units: 2, because: "so does the response, stored with the command" },
  },
  unmeasured: {},
};
