import { screeningPorts } from "../../../functions/surveillance/ports.ts";
import { raiseItems } from "../../../functions/surveillance/worklist/raise-items.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import type { CapacityRows } from "../../support/capacity.ts";

const because = "the answer, kept for repeats, passes a kilobyte: it says what was observed and what may explain it";

/** An item of the worklist is reviewed; raising it is the work of a consumer. */
export const capacity: CapacityRows = {
  async measure({ house, measure }) {
    const { granted, clock, regulator: as } = house;
    const auctionId = newId(clock.now());
    const measured = { value: "0.0118", concerned: [] };
    await raiseItems(screeningPorts(granted), {
      ...{ auctionId, title: "SO2 permits", pollutant: "SO2", pool: "ezhou", area: "420700", endedAt: clock.now(), outcome: "cleared" },
      results: [{ screen: "bid-dispersion", measured, standsOut: true }],
    });
    const step = (what: string, body: object) =>
      ({ as, method: "POST", path: `/surveillance/items/${auctionId}.bid-dispersion/${what}`, body }) as const;
    await measure("assignSurveillanceItem", step("assignment", {}));
    await measure("noteSurveillanceItem", step("notes", { text: "asked for costs" }));
    await measure("closeSurveillanceItem", step("closing", { outcome: "explained", reason: "a public reserve price" }));
    await measure("reopenSurveillanceItem", step("reopening", { reason: "a letter" }));
    return {};
  },
  above: { closeSurveillanceItem: { units: 2, because }, reopenSurveillanceItem: { units: 2, because } },
  unmeasured: {},
};
