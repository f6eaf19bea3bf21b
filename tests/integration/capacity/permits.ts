import { randomUUID } from "node:crypto";
import type { CapacityRows } from "../../support/capacity.ts";

/** A cap, a reserve and two needs: one withdrawn, and `project`, whose need the enterprise enrols with. */
export const capacity: CapacityRows = {
  async measure({ house, made, call, measure }) {
    const as = house.regulator;
    const named = { documentNumber: "EZ-1" };
    await measure("setCap", { as, method: "PUT", path: "/permits/caps/ezhou/SO2/2035", body: { tonnes: "900", ...named } });
    const reserve = { tonnes: "10", source: "initial-reserve", ...named };
    await measure("addToReserve", { as, method: "POST", path: "/permits/reserves/ezhou/SO2", body: reserve });
    const [project, unused] = [randomUUID(), randomUUID()];
    const need = {
      ...{ partyId: made("partyId"), siteId: made("siteId"), projectName: "Line", kind: "new-project", pollutant: "SO2" },
      ...{ tonnes: "5", offsetRatio: "1", letterNumber: "L", letterDate: "2026-01-05", offsetGround: "stated-in-letter", eiaNumber: "E" },
    };
    await measure("certifyNeed", { as, method: "POST", path: "/permits/needs", body: { ...need, project } });
    await call({ as, method: "POST", path: "/permits/needs", body: { ...need, project: unused } });
    const withdrawal = { as, method: "POST", path: `/permits/needs/SO2/${unused}/withdrawal`, body: { reason: "mistake" } } as const;
    await measure("withdrawNeed", withdrawal);
    return { project };
  },
  above: {},
  unmeasured: {},
};
