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
    const target = "/permits/area-targets/420702/air/2036-01-01";
    await measure("recordMissedTarget", { as, method: "PUT", path: target, body: { until: "2036-12-31", ...named } });
    await measure("recordMetTarget", { as, method: "POST", path: `${target}/attainment`, body: { metFrom: "2036-06-01", ...named } });
    const exception = { limit: "target-attained", pollutant: "SO2", siteId: made("siteId"), approvalNumber: "E-1" };
    const grant = { ...exception, from: "2026-01-01", until: "2199-12-31" };
    const { exceptionId } = await measure("grantLimitException", { as, method: "POST", path: "/permits/limit-exceptions", body: grant });
    const revocation = { as, method: "POST", path: `/permits/limit-exceptions/${String(exceptionId)}/revocation` } as const;
    await measure("revokeLimitException", { ...revocation, body: { reason: "mistake" } });
    return { project };
  },
  above: {},
  unmeasured: {},
};
